// What the counsellor's console shows, as a pure function of what it was told and tapped. It knows
// no element, no socket and no sign-in. What a tap asks the server, and what is asked again, is told in
// asked.ts.

import {
  closeCodes,
  type About,
  type CoolReason,
  type CounsellorWelcome,
  type Guide,
  type Line as LineTold,
  type NotTaken,
  type Offer,
  type OfferOver,
  type OwnPresence,
  type Presence,
  type Receive,
  type Started,
  type TakeRefusal,
  type WrappedUp,
} from "../generated/protocol"
import type { SessionEvent } from "../lib/session"
import type { Link } from "../lib/socket"
import { withoutWord } from "../talk/lines"
import { choosing, handingOverTold, noHandingOver, withoutAsk, type HandingOver, type HandingOverTold } from "./handing_over"
import { beginReceiving, pauseMinutes, withOffer, withOfferOver, withoutOffer, withOwn, type Receiving } from "./receiving"
import { heard, withStarted, withTalk, type Talk } from "./talks"
import { afterThread, isThreadEvent, type Thread, type ThreadEvent } from "./threads"
import {
  afterGuide, afterHandOver, afterPresence, afterStarted, afterVisitorSpoke, heldOnly, noWishes, withEntry, withItem, type Wishes,
} from "./wishes"

// Which pane is seen where only one fits.
export type Pane = "mine" | "talk" | "about"

export interface State {
  link: Link
  stopped: "elsewhere" | "reload" | "signed_out" | "insecure" | null
  alias: string
  line: LineTold | null
  receiving: Receiving
  handingOver: HandingOver
  thread: Thread | null // with a colleague
  talks: readonly Talk[] // by their places
  chosen: string | null
  pane: Pane
  wishes: Wishes
  notTaken: TakeRefusal | null
  kept: boolean // a reload would find all that is on its way
}

export const begin: State = {
  link: "connecting",
  stopped: null,
  alias: "",
  line: null,
  receiving: beginReceiving,
  handingOver: noHandingOver,
  thread: null,
  talks: [],
  chosen: null,
  pane: "mine",
  wishes: noWishes,
  notTaken: null,
  kept: true,
}

export type Tap =
  | Receive
  | { type: "accept" | "take" }
  | { type: "choose" | "end" | "put_back" | "extend" | "wrote" | "read"; session: string }
  | { type: "cool_down"; session: string; reason: CoolReason }
  | { type: "wrap_up"; session: string; heavy: boolean }
  | { type: "ask_colleagues" | "stay" | "accept_hand_over" | "decline_hand_over"; session: string } // `stay`: chooses nobody
  | { type: "hand_over"; session: string; colleague: number }
  | { type: "pane"; pane: Pane }
  | { type: "refused"; session: string; why: "full" | "too_long" }
  | { type: "sent_again"; session: string; id: string }
  | { type: "start" } // signed in, or taken back from elsewhere

type Told =
  | CounsellorWelcome | OwnPresence | LineTold | Offer | OfferOver | NotTaken | WrappedUp | HandingOverTold
  | Started | About | Guide
  | SessionEvent
  | { type: "link"; link: Link }
  | { type: "closed"; code: number }
  | { type: "words_kept"; kept: boolean }
  | { type: "insecure" } // nothing can be locked here

export type Event = Told | Tap | ThreadEvent

export function update(state: State, event: Event, now: number): State {
  if (isThreadEvent(event)) return { ...state, thread: afterThread(state.thread, event, now) }
  return isTap(event) ? tapped(state, event) : told(state, event, now)
}

const taps: ReadonlySet<Event["type"]> = new Set<Tap["type"]>([
  "receive", "accept", "take", "choose", "end", "cool_down", "put_back", "extend", "wrote", "read", "wrap_up", "pane", "refused", "sent_again", "start",
  "ask_colleagues", "stay", "hand_over", "accept_hand_over", "decline_hand_over",
])

function isTap(event: Event): event is Tap {
  return taps.has(event.type)
}

function tapped(state: State, tap: Tap): State {
  const { wishes, receiving, talks } = state
  switch (tap.type) {
    case "start":
      return begin
    case "receive": {
      const { choice, sessions_at_once } = tap
      const next = withWishes(state, { receive: { choice, sessions_at_once } })
      return choice === "available" ? next : { ...next, receiving: withoutOffer(receiving) }
    }
    case "accept":
      return withWishes({ ...state, notTaken: null }, { accept: receiving.offer?.session ?? wishes.accept })
    case "take":
      return withWishes({ ...state, notTaken: null, receiving: { ...receiving, over: null } }, { take: state.line?.taken ?? null })
    case "choose":
      return { ...withChanged(state, tap.session, () => ({ unread: 0 })), chosen: tap.session, pane: "talk" }
    case "pane":
      return { ...state, pane: tap.pane }
    case "end":
      return withWishes(state, { end: withItem(wishes.end, tap.session) })
    case "cool_down":
      return withWishes(state, { coolDown: withEntry(wishes.coolDown, tap.session, tap.reason) })
    case "put_back":
      return withWishes(state, { putBack: withItem(wishes.putBack, tap.session) })
    case "extend": {
      const talk = talks.find(({ session }) => session === tap.session)
      return talk === undefined ? state : withWishes(state, { extend: withEntry(wishes.extend, tap.session, talk.guideSeconds) })
    }
    case "wrap_up":
      return withWishes(state, { wrapUp: withEntry(wishes.wrapUp, tap.session, tap.heavy) })
    case "ask_colleagues":
    case "stay":
      return { ...state, handingOver: choosing(state.handingOver, tap.type === "stay" ? null : tap.session) }
    case "hand_over": {
      const next = { ...state, handingOver: choosing(state.handingOver, null) }
      return withWishes(next, { handOver: withEntry(wishes.handOver, tap.session, tap.colleague) })
    }
    case "accept_hand_over":
      return withWishes(state, { takeOver: tap.session })
    case "decline_hand_over":
      return { ...state, handingOver: withoutAsk(state.handingOver, tap.session) }
    case "read":
      return withChanged(state, tap.session, () => ({ unread: 0 }))
    case "wrote":
      return withChanged(state, tap.session, () => ({ refused: null }))
    case "refused":
      return withChanged(state, tap.session, () => ({ refused: tap.why }))
    case "sent_again":
      return withChanged(state, tap.session, (talk) => ({ lines: withoutWord(talk.lines, tap.id) }))
  }
}

function told(state: State, event: Told, now: number): State {
  const { wishes, receiving } = state
  switch (event.type) {
    case "link": // an offer does not outlive the connection it was made on, nor does what a colleague asks
      if (event.link !== "lost") return { ...state, link: event.link }
      return { ...state, link: event.link, receiving: withoutOffer(receiving), handingOver: withoutAsk(state.handingOver) }
    case "closed":
      return closed(state, event.code)
    case "welcome":
      return welcomed(state, event)
    case "words_kept":
      return { ...state, kept: event.kept }
    case "insecure":
      return { ...begin, stopped: "insecure" }
    case "presence":
      return { ...state, receiving: withOwn(receiving, event, now), wishes: afterPresence(wishes, event) }
    case "line":
      return withWishes({ ...state, line: event }, { take: event.taken === wishes.take ? event.taken : null })
    case "offer":
      return { ...state, receiving: withOffer(receiving, event, now), notTaken: null }
    case "offer_over": {
      const asked = wishes.accept === event.session
      const next = { ...state, receiving: withOfferOver(receiving, event, asked, now) }
      return asked ? withWishes(next, { accept: null }) : next
    }
    case "not_taken":
      return withWishes({ ...state, notTaken: event.reason }, { take: null })
    case "started":
      return started(state, event, now)
    case "colleagues":
    case "hand_over_asked":
    case "hand_over_over":
    case "handed_over":
      return withHandingOver(state, event, now)
    case "wrapped_up":
      return withHeld(state, (session) => session !== event.session)
    case "guide":
      return { ...withChanged(state, event.session, (talk) => heard(talk, event, now)), wishes: afterGuide(wishes, event.session, event.guide_seconds) }
    case "word": {
      const next = withChanged(state, event.session, (talk) => heard(talk, event, now))
      return event.word.mine ? next : { ...next, wishes: afterVisitorSpoke(wishes, event.session) }
    }
    default:
      return withChanged(state, event.session, (talk) => heard(talk, event, now))
  }
}

// What was handed over leaves this screen at once.
function withHandingOver(state: State, event: HandingOverTold, now: number): State {
  if (event.type === "colleagues" || event.type === "hand_over_asked") {
    return { ...state, handingOver: handingOverTold(state.handingOver, event, false, now) }
  }
  const { session } = event
  const mine = state.wishes.handOver.has(session) || state.wishes.takeOver === session
  const next = { ...state, handingOver: handingOverTold(state.handingOver, event, mine, now), wishes: afterHandOver(state.wishes, session) }
  return event.type === "handed_over" ? withHeld(next, (held) => held !== session) : next
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

function withChanged(state: State, session: string, change: (talk: Talk) => Partial<Talk>): State {
  return { ...state, talks: withTalk(state.talks, session, change) }
}

// What a page has beside the seats that were told is over.
function welcomed(state: State, { alias, sessions, most_sessions }: CounsellorWelcome): State {
  const held = withHeld(state, (session) => sessions.includes(session))
  const receiving = { ...held.receiving, mostSessions: most_sessions }
  return { ...held, alias, receiving, wishes: heldOnly(held.wishes, () => true, most_sessions) }
}

// Only these sessions stay, with all that was asked for them.
function withHeld(state: State, held: (session: string) => boolean): State {
  const talks = state.talks.filter(({ session }) => held(session))
  const here = state.chosen !== null && !held(state.chosen)
  const chosen = here ? (talks[0]?.session ?? null) : state.chosen
  const pane = here ? "mine" : state.pane
  return { ...state, talks, chosen, pane, wishes: heldOnly(state.wishes, held, state.receiving.mostSessions) }
}

// One that this page asked for comes into view; one of an earlier load only where nothing is.
function started(state: State, event: Started, now: number): State {
  const { wishes, receiving } = state
  const known = state.talks.some(({ session }) => session === event.session)
  const takenOver = wishes.takeOver === event.session
  const asked = takenOver || wishes.take !== null || wishes.accept === event.session
  const next: State = {
    ...state,
    talks: withStarted(state.talks, event, asked ? (takenOver ? "takenOver" : "found") : null, now),
    wishes: afterStarted(wishes, event, known),
  }
  if (known) return next
  const answered = receiving.offer?.session === event.session
  const shown = asked || state.chosen === null
  return {
    ...next,
    receiving: answered ? withoutOffer(receiving) : receiving,
    handingOver: withoutAsk(state.handingOver, event.session),
    notTaken: null,
    ...(shown && { chosen: event.session, pane: "talk" as const }),
  }
}

// Whether a pane is on the screen. Without a session there is only one worth seeing.
export function paneSeen(state: State, pane: Pane, narrow: boolean): boolean {
  return !narrow || pane === (state.chosen === null ? "mine" : state.pane)
}

// What the console calls the counsellor's own state, as the supervisor's page does.
export function presence(state: State): Presence {
  return state.link !== "open" ? "away" : (state.receiving.own?.presence ?? "on_break")
}

// The choice as it will be: the one asked for, else the one told.
export function choice({ wishes, receiving }: State): Omit<Receive, "type"> {
  const { choice, sessions_at_once } = wishes.receive ?? receiving.own ?? { choice: "on_break", sessions_at_once: 1 }
  return { choice, sessions_at_once } // nothing else: it is made into the next request
}

// Why nobody can be taken now, as far as this page can know; null: it may be asked.
export function takeRefusal(state: State, now: number): TakeRefusal | null {
  if (pauseMinutes(state.receiving, now) > 0) return "pausing"
  if (state.talks.length >= choice(state).sessions_at_once) return "no_capacity"
  if (state.line?.returning === true) return "returning"
  return (state.line?.waiting ?? 0) === 0 ? "nobody_waiting" : null
}

export function unread(state: State): number {
  return state.talks.reduce((sum, talk) => sum + talk.unread, 0)
}
