// What the counsellor's console shows, as a pure function of what it was told and tapped. It knows
// no element, no socket and no sign-in. What is to be asked again after a greeting is told by `asks`.

import {
  closeCodes,
  type CounsellorWelcome,
  type EndReason,
  type FromCounsellor,
  type Line as LineTold,
  type NotTaken,
  type Presence,
  type Started,
  type TakeRefusal,
  type WrappedUp,
} from "../generated/protocol"
import type { SessionEvent } from "../lib/session"
import type { Link } from "../lib/socket"
import { afterDelivery, withSaid, withWord, withoutWord, type Line } from "../talk/lines"

// Sentences between the words; keys of `talk` in the text catalogue.
export type Sentence = "found" | "former" | "gap" | "sealed" | "peerBack"

export interface Talk {
  session: string
  stage: "talking" | "ending" | "ended"
  reason: EndReason | null
  begun: number // when this page heard of it
  lines: readonly Line<Sentence>[]
  unread: number
  peerHere: boolean
  refused: "full" | "too_long" | null
}

// Asked for and not told yet. A take keeps the number it was first asked with, so that a request
// repeated after a lost answer takes nobody twice.
export interface Wishes {
  take: number | null
  end: ReadonlySet<string>
  wrapUp: ReadonlySet<string>
}

// Which pane is seen where only one fits.
export type Pane = "mine" | "talk" | "about"

export interface State {
  link: Link
  stopped: "elsewhere" | "reload" | "signed_out" | null
  alias: string
  line: LineTold | null
  talks: readonly Talk[]
  chosen: string | null
  pane: Pane
  wishes: Wishes
  notTaken: TakeRefusal | null
}

export const begin: State = {
  link: "connecting",
  stopped: null,
  alias: "",
  line: null,
  talks: [],
  chosen: null,
  pane: "mine",
  wishes: { take: null, end: new Set(), wrapUp: new Set() },
  notTaken: null,
}

export type Tap =
  | { type: "take" }
  | { type: "choose" | "end" | "wrap_up" | "wrote" | "read"; session: string }
  | { type: "pane"; pane: Pane }
  | { type: "refused"; session: string; why: "full" | "too_long" }
  | { type: "sent_again"; session: string; id: string }
  | { type: "start" } // signed in, or taken back from elsewhere

export type Event =
  | CounsellorWelcome | LineTold | NotTaken | Started | WrappedUp
  | SessionEvent
  | Tap
  | { type: "link"; link: Link }
  | { type: "closed"; code: number }

export function update(state: State, event: Event, now: number): State {
  switch (event.type) {
    case "link":
      return { ...state, link: event.link }
    case "closed":
      return closed(state, event.code)
    case "start":
      return begin
    case "welcome":
      return { ...state, alias: event.alias }
    case "line":
      return withWishes({ ...state, line: event }, { take: event.taken === state.wishes.take ? event.taken : null })
    case "not_taken":
      return withWishes({ ...state, notTaken: event.reason }, { take: null })
    case "started":
      return started(state, event, now)
    case "wrapped_up":
      return wrappedUp(state, event.session)
    case "take":
      return withWishes({ ...state, notTaken: null }, { take: state.line?.taken ?? null })
    case "choose":
      return { ...withTalk(state, event.session, () => ({ unread: 0 })), chosen: event.session, pane: "talk" }
    case "pane":
      return { ...state, pane: event.pane }
    case "end":
      return withWishes(state, { end: new Set(state.wishes.end).add(event.session) })
    case "wrap_up":
      return withWishes(state, { wrapUp: new Set(state.wishes.wrapUp).add(event.session) })
    case "read":
      return withTalk(state, event.session, () => ({ unread: 0 }))
    case "wrote":
      return withTalk(state, event.session, () => ({ refused: null }))
    case "refused":
      return withTalk(state, event.session, () => ({ refused: event.why }))
    case "sent_again":
      return withTalk(state, event.session, (talk) => ({ lines: withoutWord(talk.lines, event.id) }))
    default:
      return withTalk(state, event.session, (talk) => heard(talk, event, now))
  }
}

function closed(state: State, code: number): State {
  // Whoever sits here next may be somebody else: nothing of a conversation remains.
  if (code === closeCodes.opened_elsewhere) return { ...begin, stopped: "elsewhere" }
  if (code === closeCodes.signed_out || code === closeCodes.not_allowed) return { ...begin, stopped: "signed_out" }
  return { ...state, stopped: "reload" }
}

function withWishes(state: State, wishes: Partial<Wishes>): State {
  return { ...state, wishes: { ...state.wishes, ...wishes } }
}

function withTalk(state: State, session: string, change: (talk: Talk) => Partial<Talk>): State {
  const talks = state.talks.map((talk) => (talk.session === session ? { ...talk, ...change(talk) } : talk))
  return { ...state, talks }
}

// The session as it stands. One this page did not ask for was begun by an earlier load of it, whose
// words are not here.
function started(state: State, event: Started, now: number): State {
  if (state.talks.some((talk) => talk.session === event.session)) {
    // A talk that has ended here stays so: its end is restated behind this greeting.
    return withTalk(state, event.session, (talk) => (talk.stage === "ended" ? {} : { stage: "talking", reason: null }))
  }
  const asked = state.wishes.take !== null
  const talk: Talk = {
    session: event.session,
    stage: "talking",
    reason: null,
    begun: now,
    lines: withSaid([], asked ? "found" : "former", now),
    unread: 0,
    peerHere: true,
    refused: null,
  }
  const next = { ...state, talks: [...state.talks, talk], chosen: event.session, pane: "talk" as const, notTaken: null }
  return withWishes(next, { take: null })
}

function wrappedUp(state: State, session: string): State {
  const talks = state.talks.filter((talk) => talk.session !== session)
  const here = state.chosen === session
  const chosen = here ? (talks[0]?.session ?? null) : state.chosen
  const pane = here ? "mine" : state.pane
  return withWishes({ ...state, talks, chosen, pane }, { end: without(state.wishes.end, session), wrapUp: without(state.wishes.wrapUp, session) })
}

function without(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  return new Set([...set].filter((other) => other !== item))
}

function heard(talk: Talk, event: SessionEvent, now: number): Partial<Talk> {
  switch (event.type) {
    case "word":
      return { lines: withWord(talk.lines, event.word), unread: talk.unread + (event.word.mine ? 0 : 1) }
    case "delivered":
      return { lines: afterDelivery(talk.lines, event), refused: talk.refused === "full" ? null : talk.refused }
    case "could_not_send":
      return { lines: afterDelivery(talk.lines, event) }
    case "peer": {
      const back = event.here && !talk.peerHere
      return { peerHere: event.here, lines: back ? withSaid(talk.lines, "peerBack", now) : talk.lines }
    }
    case "missing":
      return { lines: withSaid(talk.lines, "gap", now) }
    case "unreadable":
      return { lines: withSaid(talk.lines, "sealed", now) }
    case "ending":
      return { stage: "ending", reason: event.reason }
    case "ended":
      return { stage: "ended", reason: event.reason, refused: null }
    case "begun":
    case "held":
      return {}
  }
}

// Whether a pane is on the screen. Without a session there is only one worth seeing.
export function paneSeen(state: State, pane: Pane, narrow: boolean): boolean {
  return !narrow || pane === (state.chosen === null ? "mine" : state.pane)
}

// What the console calls the counsellor's own state, as the supervisor's page does.
export function presence(state: State): Presence {
  if (state.link !== "open") return "away"
  if (state.talks.some((talk) => talk.stage !== "ended")) return "in_session"
  return state.talks.length > 0 ? "wrapping_up" : "available"
}

export function unread(state: State): number {
  return state.talks.reduce((sum, talk) => sum + talk.unread, 0)
}

// What to ask (again) now that this message has come.
export function asks(state: State, message: { type: string; session?: string }): FromCounsellor[] {
  const { take, end, wrapUp } = state.wishes
  const { session = "" } = message
  if (message.type === "welcome") {
    const wrapping: FromCounsellor[] = [...wrapUp].map((each) => ({ type: "wrapped_up", session: each }))
    return take === null ? wrapping : [...wrapping, { type: "take_next", taken: take }]
  }
  return message.type === "started" && end.has(session) ? [{ type: "end", session }] : []
}
