// States by shape, word and colour, never by colour alone: of a counsellor, of intake, of a place in
// line, and the mark that somebody may be in danger.

import type { Intake, PlaceState, Presence } from "../generated/protocol"
import { staff as text } from "../text/staff/ja"

const disc = "M8 2a6 6 0 1 0 0 12a6 6 0 0 0 0-12z"
const bubble = "M2 3h12v8H8l-4 3v-3H2z"
const bell = "M8 2a4 4 0 0 1 4 4v3l1.5 3h-11L4 9V6a4 4 0 0 1 4-4zM6.5 14.5h3"
const pencil = "M3 13l1-4l7-7l3 3l-7 7z"
const bars = "M5 3v10M11 3v10"
const cross = "M3 3l10 10M13 3L3 13"
const dash = "M3 8h10"

interface Drawing { path: string; filled: boolean }

const presences: Record<Presence, Drawing> = {
  available: { path: disc, filled: true },
  offered: { path: bell, filled: true },
  in_session: { path: bubble, filled: true },
  only_my_session: { path: bubble, filled: false },
  wrapping_up: { path: pencil, filled: true },
  on_break: { path: bars, filled: false },
  away: { path: cross, filled: false },
}

export function PresenceMark({ presence }: { presence: Presence }) {
  return <Mark look={presence} word={text.presence[presence]} {...presences[presence]} />
}

export function IntakeMark({ intake }: { intake: Intake }) {
  const open = intake === "open"
  const path = open ? disc : intake === "paused" ? bars : dash
  return <Mark look={open ? "available" : "closed"} word={text.intake[intake]} path={path} filled={open} />
}

const places: Record<PlaceState, Drawing> = {
  waiting: { path: disc, filled: false },
  offered: { path: bell, filled: true },
  away: { path: cross, filled: false },
  parked: { path: bars, filled: false },
}

export function PlaceMark({ state }: { state: PlaceState }) {
  return <Mark look={state} word={text.place[state]} {...places[state]} />
}

export function DangerMark() {
  return <Mark look="danger-mark" word={text.danger} path="M8 2L15 14H1zM8 6.5v3.5M8 12v.2" filled={false} />
}

function Mark({ look, word, path, filled }: Drawing & { look: string; word: string }) {
  return (
    <span class={`mark ${look}`}>
      <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d={path} fill={filled ? "currentColor" : "none"} stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
      </svg>
      <span>{word}</span>
    </span>
  )
}
