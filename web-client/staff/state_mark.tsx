// The state of a counsellor or of intake: a shape, a word and a colour, never colour alone.

import type { Intake, Presence } from "../generated/protocol"
import { staff as text } from "../text/staff/ja"

const shapes: Record<Presence, string> = {
  available: "M8 2a6 6 0 1 0 0 12a6 6 0 0 0 0-12z", // a full disc
  in_session: "M2 3h12v8H8l-4 3v-3H2z", // a bubble
  wrapping_up: "M3 13l1-4l7-7l3 3l-7 7z", // a pencil
  away: "M3 3l10 10M13 3L3 13", // a cross
}

export function PresenceMark({ presence }: { presence: Presence }) {
  return (
    <span class={`mark ${presence}`}>
      <Shape path={shapes[presence]} filled={presence !== "away"} />
      <span>{text.presence[presence]}</span>
    </span>
  )
}

export function IntakeMark({ intake }: { intake: Intake }) {
  const open = intake === "open"
  return (
    <span class={`mark ${open ? "available" : "closed"}`}>
      <Shape path={open ? shapes.available : "M3 8h10"} filled={open} />
      <span>{text.intake[intake]}</span>
    </span>
  )
}

function Shape({ path, filled }: { path: string; filled: boolean }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={path} fill={filled ? "currentColor" : "none"} stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  )
}
