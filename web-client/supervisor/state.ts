// What the supervisor's page shows: the last overview, and how fresh it is. Pure; it knows neither
// page nor network. Acts on the shift are sent once and never repeated, so nothing is kept of them.

import { closeCodes, type Overview, type SupervisorWelcome } from "../generated/protocol"
import type { Link } from "../lib/socket"

export interface State {
  link: Link
  stopped: "elsewhere" | "reload" | "signed_out" | null
  alias: string
  overview: Overview | null
  heardAt: number // when the overview came; its seconds count from there
}

export const begin: State = { link: "connecting", stopped: null, alias: "", overview: null, heardAt: 0 }

export type Event =
  | SupervisorWelcome | Overview
  | { type: "link"; link: Link }
  | { type: "closed"; code: number }
  | { type: "start" }

export function update(state: State, event: Event, now: number): State {
  switch (event.type) {
    case "link":
      return { ...state, link: event.link }
    case "welcome":
      return { ...state, alias: event.alias }
    case "overview":
      return { ...state, overview: event, heardAt: now }
    case "start":
      return begin
    case "closed":
      return closed(state, event.code)
  }
}

function closed(state: State, code: number): State {
  if (code === closeCodes.opened_elsewhere) return { ...begin, stopped: "elsewhere" }
  if (code === closeCodes.signed_out || code === closeCodes.not_allowed) return { ...begin, stopped: "signed_out" }
  return { ...state, stopped: "reload" }
}

// The server tells changes only; between them the seconds go on by themselves.
export function secondsNow(state: State, told: number, now: number): number {
  return told + Math.max(0, Math.floor((now - state.heardAt) / 1_000))
}

export type Act = "open_shift" | "stop_intake" | "close_shift"

// Which acts make sense now, the one that helps most first.
export function actsNow(overview: Overview): Act[] {
  switch (overview.intake) {
    case "closed": return ["open_shift"]
    case "over": return ["open_shift", "close_shift"]
    case "open":
    case "full": return ["stop_intake", "close_shift"]
  }
}
