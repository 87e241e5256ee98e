// What the person does, as it changes the page's state: the way from the first page to a place in
// line, and what is asked for from there. Pure; main.tsx sends what is wished for.

import type { Answers } from "../generated/protocol"
import { withoutWord } from "../talk/lines"
import { begin, type State } from "./state"

export type Tap =
  | { type: "start" | "back" | "agree" | "go_on" | "again" | "tap" | "leave" | "resume" | "later" | "here" | "home" }
  | { type: "answer"; answers: Answers } // those given so far
  | { type: "refused"; why: "full" | "too_long" }
  | { type: "wrote" } // the composer has changed since
  | { type: "sent_again"; id: string }
  | { type: "decide"; gives: boolean } // whether another counsellor may see what was said

export function tapped(state: State, tap: Tap, now: number): State {
  switch (tap.type) {
    case "start":
      return { ...state, stage: "consent", reason: null }
    case "back":
      return { ...state, stage: "first" }
    case "agree":
      return towardsPlace({ ...state, consent: state.consent === "unread" ? "due" : state.consent })
    case "again":
      return towardsPlace(state)
    case "answer":
      return { ...state, answers: tap.answers }
    case "go_on":
      return joining({ ...state, answered: true })
    case "tap":
      return present(state, now)
    case "leave":
      return { ...state, wish: "leave" }
    case "resume":
      return { ...state, wish: "resume" }
    case "later":
      return { ...state, stage: "later" }
    case "here":
    case "home":
      return {
        ...begin,
        link: state.link,
        intake: state.intake,
        nextOpening: state.nextOpening,
        questions: state.questions,
        consent: state.consent,
      }
    case "refused":
      return { ...state, refused: tap.why }
    case "wrote":
      return state.refused === null ? state : { ...state, refused: null }
    case "decide":
      return { ...state, historyWanted: false }
    case "sent_again":
      return { ...state, lines: withoutWord(state.lines, tap.id) }
  }
}

// Nobody is asked anything who cannot be given a place now. Whether anything is asked only the
// greeting tells: a page that is still connecting waits for it.
export function towardsPlace(state: State): State {
  if (state.intake === null) return { ...joining(state), wish: null }
  const asked = Object.values(state.questions).includes(true) && !state.answered
  return asked && state.intake === "open" ? { ...state, stage: "pre_chat", reason: null } : joining(state)
}

function joining(state: State): State {
  return { ...state, stage: "joining", wish: "join", crowded: false, reason: null, lines: [] }
}

// Kept until the place is told again: a link that seems open may be dead, and then it is said behind
// the next greeting.
function present(state: State, now: number): State {
  const wish = state.wish === "leave" ? state.wish : ("tap" as const)
  return { ...state, place: { ...state.place, tap: "done" }, wish, tappedAt: now }
}

// A tap says that somebody is there now; for so long it is still true.
const tapLasts = 30_000

export function tappedLately(state: State, now: number): boolean {
  return now - state.tappedAt <= tapLasts
}

export function withoutOldTap(state: State, now: number): State {
  return state.wish === "tap" && !tappedLately(state, now) ? { ...state, wish: null } : state
}
