// What the server says of a place in line, as it changes the page's state: a number, a tap that is
// awaited, a pause, the end of it. Pure; it knows no session and no language.

import type { EndReason, Intake, ParkReason, Queued, ToVisitor } from "../generated/protocol"
import { hasPlace, inLine, inSession, isAsked, noPlace, type Reason, type State } from "./state"
import { tappedLately } from "./taps"

// Who is told a place in the middle of a session has lost the counsellor; what could not be sent
// stays to be read. A place told again restates all but what the person did.
export function queued(state: State, told: Queued): State {
  const wish = state.wish === "leave" ? "leave" as const : null
  const reason = inSession(state) ? "counsellor_lost" as const : state.reason
  const before = inLine(state) ? state.place : noPlace
  const place = {
    position: told.position,
    wait: told.wait ?? null,
    mayNotBeReached: told.may_not_be_reached,
    rose: before.position > 0 && (told.position > before.position || (before.rose && told.position === before.position)),
    paused: false,
    tap: stillAsked(state, before.tap),
    tapMinutes: before.tapMinutes,
  }
  return { ...state, stage: "waiting", place, wish, told: true, reason, turned: null, typing: false }
}

// A greeting asks again if it still asks; the way back from a pause is a tap itself.
function stillAsked(state: State, tap: State["place"]["tap"]): State["place"]["tap"] {
  if (state.stage === "parked") return "done"
  return tap === "asked" && !state.told ? "none" : tap
}

// A greeting asks before it hears of a tap that was just said behind it.
export function tapAsked(state: State, withinSeconds: number, now: number): State {
  if (state.stage !== "waiting" || (state.place.tap === "done" && tappedLately(state, now))) return state
  return { ...state, place: { ...state.place, tap: "asked", tapMinutes: Math.max(1, Math.round(withinSeconds / 60)) } }
}

// A tap that crosses the pause on its way ends it; one that was lost is asked again.
export function parked(state: State, why: ParkReason): State {
  const wish = state.wish === "leave" || (state.wish === "tap" && !state.told) ? state.wish : null
  return { ...state, stage: "parked", parked: why, place: { ...noPlace, position: state.place.position }, wish, told: true, reason: null, typing: false }
}

export function notQueued(state: State, intake: Intake): State {
  return { ...state, stage: "turned_away", intake, turned: intake, wish: null, told: true, reason: null }
}

// Nothing is asked for or awaited here; what was said can still be read.
export function cooling(state: State, until: number): State {
  return { ...state, stage: "cooling", until, place: noPlace, wish: null, told: true, reason: null, refused: null, typing: false }
}

// A greeting that said nothing of this person's place: it is gone, and a cool-down is over.
export function untold(state: State): State {
  if (state.told || state.wish === "join") return state
  if (state.stage === "cooling") return gone(state, "cooled_off")
  return hasPlace(state) ? gone(state, "not_found") : state
}

// A place that is gone leads back to the first page, a session to its end, where its words stay.
export function gone(state: State, reason: Reason): State {
  const after = { ...state, place: noPlace, wish: null, told: true, reason, refused: null, typing: false }
  if (inSession(state)) return { ...after, stage: "ended" }
  if (state.stage === "ended") {
    // The words stay; what is said of the end changes only when it seemed to lead back.
    if (!leadsBack(state.reason)) return state
    return { ...after, reason: reason === "not_reached" ? "broken_off" : reason }
  }
  if (reason === "visitor_left") {
    // A page that has just been opened has nothing to say about an old goodbye.
    const why = inLine(state) ? "stopped_waiting" : isAsked(state) ? reason : null
    return { ...after, stage: "first", reason: why }
  }
  return { ...after, stage: "first", ...(state.stage === "cooling" && { lines: [] }) }
}

// After these ends the same pass holds a place in line.
export function leadsBack(reason: Reason | null): boolean {
  return reason === "counsellor_lost" || reason === "no_show"
}

// After a cool-down the pass stays until it is told to be over.
export function keepsPass(reason: EndReason): boolean {
  return leadsBack(reason) || reason === "cooled_down"
}

// Whoever is gone or in line is in no session any more, also when its end was said to nobody.
export function endOf(message: ToVisitor): EndReason | null {
  switch (message.type) {
    case "gone": return message.reason
    case "queued": return "counsellor_lost"
    case "parked": return "no_show"
    case "cooling_down": return "cooled_down"
    default: return null
  }
}
