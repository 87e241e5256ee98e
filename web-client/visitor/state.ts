// What the visitor's page shows, as a pure function of what it was told and tapped. It knows no
// element, no socket and no language. What is to be sent again after a greeting is asked of `asks`.

import {
  closeCodes,
  type EndReason,
  type Gone,
  type Intake,
  type NotQueued,
  type Queued,
  type Resumable,
  type Started,
  type VisitorWelcome,
} from "../generated/protocol"
import type { SessionEvent } from "../lib/session"
import type { Link } from "../lib/socket"
import { afterDelivery, withSaid, withWord, withoutWord, type Line } from "../talk/lines"

export type Stage =
  | "first"
  | "consent"
  | "joining"
  | "waiting"
  | "turned_away"
  | "resumable" // asked 「続きから始めますか。」
  | "later" // and put it off
  | "talking"
  | "ending"
  | "ended"
  | "elsewhere"
  | "reload"
  | "unsupported"

// Sentences between the words; keys of `talk` in the text catalogue.
export type Sentence = "found" | "resumed" | "former" | "unseen" | "gap" | "sealed" | "peerBack"

// What the person asked for and has not been told yet.
export type Wish = "join" | "leave" | "resume"

// Why a place is no more: told by the server, or found out by this page.
export type Reason = EndReason | "stopped_waiting" | "not_found"

export interface State {
  stage: Stage
  link: Link
  intake: Intake | null // null: not told yet
  position: number
  wish: Wish | null
  told: boolean // this connection has said where this person stands
  reason: Reason | null
  session: string | null
  alias: string
  lines: readonly Line<Sentence>[]
  peerHere: boolean
  refused: "full" | "too_long" | null // what became of the composer's last words
}

export const begin: State = {
  stage: "first",
  link: "connecting",
  intake: null,
  position: 0,
  wish: null,
  told: false,
  reason: null,
  session: null,
  alias: "",
  lines: [],
  peerHere: true,
  refused: null,
}

export type Tap =
  | { type: "start" | "back" | "agree" | "again" | "leave" | "resume" | "later" | "here" | "home" }
  | { type: "refused"; why: "full" | "too_long" }
  | { type: "wrote" } // the composer has changed since
  | { type: "sent_again"; id: string }

export type Event =
  | VisitorWelcome | Queued | NotQueued | Resumable | Gone | Started
  | SessionEvent
  | Tap
  | { type: "link"; link: Link }
  | { type: "closed"; code: number }
  | { type: "untold" } // some seconds after a greeting that said nothing of this person's place
  | { type: "expired" } // the words of an ended session have stood long enough
  | { type: "unsupported" }

export function hasPlace(state: State): boolean {
  return state.stage === "joining" || state.stage === "waiting" || isAsked(state) || inSession(state)
}

export function inSession(state: State): boolean {
  return state.stage === "talking" || state.stage === "ending"
}

function isAsked(state: State): boolean {
  return state.stage === "resumable" || state.stage === "later"
}

export function update(state: State, event: Event, now: number): State {
  switch (event.type) {
    case "link":
      return { ...state, link: event.link, told: state.told && event.link === "open" }
    case "closed":
      return closed(state, event.code)
    case "welcome":
      return { ...state, intake: event.intake, told: false }
    case "queued":
      return queued(state, event.position)
    case "not_queued":
      return { ...state, stage: "turned_away", intake: event.intake, wish: null, told: true, reason: null }
    case "resumable":
      return { ...state, stage: state.stage === "later" ? "later" : "resumable", told: true, lines: [], session: null }
    case "gone":
      return gone(state, event.reason)
    case "started":
      return started(state, event, now)
    case "untold":
      return hasPlace(state) && !state.told && state.wish !== "join" ? gone(state, "not_found") : state
    case "expired":
      return state.stage === "ended" ? { ...state, lines: [] } : state
    case "unsupported":
      return { ...state, stage: "unsupported" }
    case "begun":
    case "word":
    case "delivered":
    case "could_not_send":
    case "peer":
    case "missing":
    case "unreadable":
    case "held":
    case "ending":
    case "ended":
      return event.session === state.session ? inTalk(state, event, now) : state
    default:
      return tapped(state, event)
  }
}

// Only a lost counsellor leads from a session back to the line; what could not be sent stays to be read.
function queued(state: State, position: number): State {
  const wish = state.wish === "leave" ? "leave" as const : null
  const reason = inSession(state) ? "counsellor_lost" as const : state.reason
  return { ...state, stage: "waiting", position, wish, told: true, reason }
}

// A place that is gone leads back to the first page, a session to its end, where its words stay.
function gone(state: State, reason: Reason): State {
  const after = { ...state, wish: null, told: true, reason, refused: null }
  if (inSession(state)) return { ...after, stage: "ended" }
  if (reason === "visitor_left") {
    // A page that has just been opened has nothing to say about an old goodbye.
    const why = state.stage === "waiting" ? "stopped_waiting" : isAsked(state) ? reason : null
    return { ...after, stage: "first", reason: why }
  }
  return { ...after, stage: "first" }
}

function closed(state: State, code: number): State {
  if (code === closeCodes.opened_elsewhere) return { ...state, stage: "elsewhere", lines: [], session: null, wish: null }
  if (code === closeCodes.left) return gone(state, "visitor_left")
  return { ...state, stage: "reload" }
}

// The session as it stands. Words of a former one stay above it: the next counsellor does not see
// them, and the page says so.
function started(state: State, event: Started, now: number): State {
  const wish = state.wish === "leave" ? "leave" as const : null
  const next = { ...state, stage: "talking" as const, alias: event.alias, wish, told: true, reason: null }
  if (state.session === event.session) return next
  const said = (lines: State["lines"], sentence: Sentence) => withSaid(lines, sentence, now)
  const lines =
    isAsked(state) ? said(said([], "former"), "resumed")
    : state.lines.length === 0 ? said([], "found")
    : said(said(state.lines, "unseen"), "found")
  return { ...next, session: event.session, lines, peerHere: true, refused: null }
}

function inTalk(state: State, event: SessionEvent, now: number): State {
  switch (event.type) {
    case "word":
      return { ...state, lines: withWord(state.lines, event.word) }
    case "delivered":
      return { ...state, lines: afterDelivery(state.lines, event), refused: state.refused === "full" ? null : state.refused }
    case "could_not_send":
      return { ...state, lines: afterDelivery(state.lines, event) }
    case "peer": {
      const back = event.here && !state.peerHere
      return { ...state, peerHere: event.here, lines: back ? withSaid(state.lines, "peerBack", now) : state.lines }
    }
    case "missing":
      return { ...state, lines: withSaid(state.lines, "gap", now) }
    case "unreadable":
      return { ...state, lines: withSaid(state.lines, "sealed", now) }
    case "ending": // not yet the end: the wish stays, for a restart in between resumes talking
      return state.stage === "talking" ? { ...state, stage: "ending", reason: event.reason } : state
    case "ended": // words are opened one after the other, so what came behind it may be known already
      return inSession(state) ? { ...state, stage: "ended", reason: event.reason, wish: null, refused: null } : state
    case "begun": // `started` has said it
    case "held": // nothing is lost: this page keeps its words, and the composer says when it is full
      return state
  }
}

function tapped(state: State, tap: Tap): State {
  switch (tap.type) {
    case "start":
      return { ...state, stage: "consent", reason: null }
    case "back":
      return { ...state, stage: "first" }
    case "agree":
    case "again":
      return { ...state, stage: "joining", wish: "join", reason: null, lines: [] }
    case "leave":
      return { ...state, wish: "leave" }
    case "resume":
      return { ...state, wish: "resume" }
    case "later":
      return { ...state, stage: "later" }
    case "here":
    case "home":
      return { ...begin, link: state.link, intake: state.intake }
    case "refused":
      return { ...state, refused: tap.why }
    case "wrote":
      return state.refused === null ? state : { ...state, refused: null }
    case "sent_again":
      return { ...state, lines: withoutWord(state.lines, tap.id) }
  }
}

// What to ask (again) now that this message has come. Leaving is asked wherever this person turns
// out to stand.
export function asks(state: State, message: { type: string }): Wish | null {
  switch (message.type) {
    case "welcome":
      return state.wish === "join" ? "join" : null
    case "resumable":
      return state.wish === "resume" || state.wish === "leave" ? state.wish : null
    case "queued":
    case "started":
      return state.wish === "leave" ? "leave" : null
    default:
      return null
  }
}
