// What happens in a session, as it changes the page's state: words, how far they have come, the
// other person's coming and going, the time, the end. Pure; it knows neither keys nor network.

import type { Started } from "../generated/protocol"
import type { SessionEvent } from "../lib/session"
import { afterDelivery, withHistory, withoutHope, withSaid, withWord } from "../talk/lines"
import { inSession, isAsked, noPlace, type Sentence, type State } from "./state"

// The session as it stands. Words of a former one stay above it: the next counsellor does not see
// them, and the page says so.
export function started(state: State, event: Started, now: number): State {
  const wish = state.wish === "leave" ? "leave" as const : null
  const next = { ...state, stage: "talking" as const, alias: event.alias, wish, told: true, reason: null }
  if (state.session === event.session) return next
  const said = (lines: State["lines"], sentence: Sentence) => withSaid(lines, sentence, now)
  const lines =
    isAsked(state) ? said(said([], "former"), "resumed")
    : state.lines.length === 0 ? said([], "found")
    : said(said(withoutHope(state.lines), "unseen"), "found")
  return { ...next, session: event.session, lines, place: noPlace, peerHere: true, typing: false, historyWanted: false, refused: null }
}

export function inTalk(state: State, event: SessionEvent, now: number): State {
  switch (event.type) {
    case "word":
      return { ...state, lines: withWord(state.lines, { ...event.word, who: state.alias }) }
    case "delivered":
      return { ...state, lines: afterDelivery(state.lines, event), refused: state.refused === "full" ? null : state.refused }
    case "could_not_send":
      return { ...state, lines: afterDelivery(state.lines, event) }
    case "peer": {
      const back = event.here && !state.peerHere
      return { ...state, peerHere: event.here, lines: back ? withSaid(state.lines, "peerBack", now) : state.lines }
    }
    case "history":
      return { ...state, lines: withHistory(state.lines, event, "former", "gone", now) }
    case "renewed":
      return { ...state, lines: withSaid(state.lines, "renewed", now) }
    case "next_counsellor":
      return { ...state, lines: withSaid(state.lines, "handedOver", now) }
    case "history_wanted":
      return { ...state, historyWanted: event.wanted }
    case "typing":
      return { ...state, typing: event.typing }
    case "leftovers_lost":
      return { ...state, lines: withSaid(state.lines, "lost", now) }
    case "missing":
      return { ...state, lines: withSaid(state.lines, "gap", now) }
    case "unreadable":
      return { ...state, lines: withSaid(state.lines, "sealed", now) }
    case "ending": // not yet the end: the wish stays, for a restart in between resumes talking
      return state.stage === "talking" ? { ...state, stage: "ending", reason: event.reason } : state
    case "ended": // words are opened one after the other, so what came behind it may be known already
      return inSession(state) ? { ...state, stage: "ended", reason: event.reason, wish: null, refused: null, typing: false } : state
    case "begun": // `started` has said it
    case "held": // nothing is lost: this page keeps its words, and the composer says when it is full
      return state
  }
}

// Said once for each length that a session is meant to have.
export function nearEnd(state: State, now: number): State {
  if (state.stage !== "talking") return state
  return { ...state, lines: withSaid(state.lines, "nearEnd", now) }
}

// More time is news only to who was told that it runs out.
export function guideMoved(state: State, now: number): State {
  const said = state.lines.flatMap((line) => (line.kind === "said" && ofTime.has(line.said) ? [line.said] : []))
  return said[said.length - 1] === "nearEnd" ? { ...state, lines: withSaid(state.lines, "longer", now) } : state
}

const ofTime: ReadonlySet<Sentence> = new Set<Sentence>(["found", "resumed", "nearEnd", "longer"])
