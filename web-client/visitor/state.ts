// What the visitor's page shows, as a pure function of what it was told and tapped. It knows no
// element, no socket and no language. What belongs to the line is decided in line.ts, to a session in
// conversation.ts, to taps in taps.ts; what is to be sent again after a greeting is asked of `asks`.

import {
  closeCodes,
  type Answers,
  type CoolingDown,
  type EndReason,
  type Gone,
  type Guide,
  type Intake,
  type IntakeChanged,
  type LinePaused,
  type NotQueued,
  type Parked,
  type ParkReason,
  type Puzzle,
  type Questions,
  type Queued,
  type Resumable,
  type Started,
  type TapAsked,
  type VisitorWelcome,
  type WaitRange,
} from "../generated/protocol"
import type { SessionEvent } from "../lib/session"
import type { Link, Patience } from "../lib/socket"
import type { Line } from "../talk/lines"
import { guideMoved, inTalk, nearEnd, started } from "./conversation"
import { cooling, gone, notQueued, parked, queued, tapAsked, untold } from "./line"
import { tapped, towardsPlace, withoutOldTap, type Tap } from "./taps"

export type Stage =
  | "first"
  | "consent"
  | "pre_chat"
  | "joining"
  | "waiting"
  | "parked" // the place is kept and passed over until a tap
  | "turned_away"
  | "cooling" // a cool-down: this tab is refused for a while
  | "resumable" // asked 「続きから始めますか。」
  | "later" // and put it off
  | "talking"
  | "ending"
  | "ended"
  | "elsewhere"
  | "reload"
  | "unsupported"

// Sentences between the words; keys of `talk` in the text catalogue.
export type Sentence = "found" | "resumed" | "former" | "unseen" | "lost" | "gone" | "gap" | "sealed" | "peerBack" | "renewed" | "handedOver" | "nearEnd" | "longer"

// What the person asked for and has not been told yet.
export type Wish = "join" | "leave" | "resume" | "tap"

// Why a place is no more: told by the server, or found out by this page.
export type Reason = EndReason | "stopped_waiting" | "not_found" | "broken_off" | "cooled_off"

// A place in line as it was last told.
export interface Place {
  position: number // 1 is served next
  wait: WaitRange | null
  mayNotBeReached: boolean
  rose: boolean // somebody is before this person now who was not before
  paused: boolean // nothing moves in the line at the moment
  tap: "none" | "asked" | "done" // done: the person has said that they are there
  tapMinutes: number // in which the tap is awaited
}

export interface State {
  stage: Stage
  link: Link
  intake: Intake | null // null: not told yet
  nextOpening: string | null
  questions: Questions
  answers: Answers
  answered: boolean // the questions were seen and gone on from
  consent: "unread" | "due" | "said" // said at most once by a page
  place: Place
  parked: ParkReason
  crowded: boolean // this page waits, or solves something, before it may ask for a place
  until: number // when a cool-down is over
  turned: Intake | null // what the last request for a place was answered with
  wish: Wish | null
  tappedAt: number // when the person last said that they are there, on this page's clock
  told: boolean // this connection has said where this person stands
  reason: Reason | null
  session: string | null
  alias: string
  lines: readonly Line<Sentence>[]
  peerHere: boolean
  typing: boolean // the other person, just now
  historyWanted: boolean // by another counsellor, who has nothing of what was said
  refused: "full" | "too_long" | null // what became of the composer's last words
  kept: boolean // a reload would find all that is on its way
}

export const noPlace: Place = {
  position: 0,
  wait: null,
  mayNotBeReached: false,
  rose: false,
  paused: false,
  tap: "none",
  tapMinutes: 0,
}

export const begin: State = {
  stage: "first",
  link: "connecting",
  intake: null,
  nextOpening: null,
  questions: { topic: false, age_band: false, gender: false, area: false, danger: false },
  answers: {},
  answered: false,
  consent: "unread",
  place: noPlace,
  parked: "no_tap",
  crowded: false,
  until: 0,
  turned: null,
  wish: null,
  tappedAt: -Infinity,
  told: false,
  reason: null,
  session: null,
  alias: "",
  lines: [],
  peerHere: true,
  typing: false,
  historyWanted: false,
  refused: null,
  kept: true,
}

export type Event =
  | VisitorWelcome | IntakeChanged | Queued | TapAsked | Parked | LinePaused | NotQueued | Resumable | Gone | CoolingDown
  | Started | Guide | Puzzle
  | SessionEvent
  | Tap
  | { type: "link"; link: Link }
  | { type: "closed"; code: number }
  | { type: "consented" } // the server was told
  | { type: "untold" } // some seconds after a greeting that said nothing of this person's place
  | { type: "near_end"; session: string } // five minutes before the length a session is meant to have
  | { type: "words_kept"; kept: boolean }
  | { type: "expired" } // the words of an ended session have stood long enough
  | { type: "unsupported" }

export function inLine(state: State): boolean {
  return state.stage === "waiting" || state.stage === "parked"
}

export function hasPlace(state: State): boolean {
  return state.stage === "joining" || inLine(state) || isAsked(state) || inSession(state)
}

// How soon a lost connection is to be back. Before the first greeting nobody knows what may wait behind it;
// later a page that holds a pass may have a place.
export function patience(state: State, pass: string | null): Patience {
  if (inSession(state) || isAsked(state) || state.intake === null) return "session"
  return hasPlace(state) || pass !== null ? "line" : "looking"
}

export function inSession(state: State): boolean {
  return state.stage === "talking" || state.stage === "ending"
}

// An end whose words are still to be read.
export function wordsStand({ stage }: State): boolean {
  return stage === "ended" || stage === "cooling"
}

// Whether this person is to be found at their turn: the screen stays on, and its title says so.
export function near(state: State): boolean {
  return state.stage === "waiting" && state.place.tap !== "none"
}

export function isAsked(state: State): boolean {
  return state.stage === "resumable" || state.stage === "later"
}

export function update(state: State, event: Event, now: number): State {
  switch (event.type) {
    case "link":
      return { ...withoutOldTap(state, now), link: event.link, told: state.told && event.link === "open" }
    case "closed":
      return closed(state, event.code)
    case "welcome":
      return welcomed({ ...intakeTold(state, event), questions: event.questions, told: false })
    case "intake":
      return intakeTold(state, event)
    case "consented":
      return { ...state, consent: "said" }
    case "queued":
      return queued(state, event)
    case "tap_asked":
      return tapAsked(state, event.within_seconds, now)
    case "parked":
      return parked(state, event.reason)
    case "line_paused":
      return { ...state, place: { ...state.place, paused: true } }
    case "puzzle":
      return { ...state, crowded: true }
    case "not_queued":
      return notQueued(state, event.intake)
    case "resumable":
      return { ...state, stage: state.stage === "later" ? "later" : "resumable", told: true, lines: [], session: null }
    case "gone":
      return gone(state, event.reason === "cooled_down" ? "cooled_off" : event.reason)
    case "cooling_down":
      return cooling(state, now + event.minutes * 60_000)
    case "started":
      return started(state, event, now)
    case "guide":
      return event.session === state.session ? guideMoved(state, now) : state
    case "near_end":
      return event.session === state.session ? nearEnd(state, now) : state
    case "untold":
      return untold(state)
    case "expired":
      return wordsStand(state) ? { ...state, lines: [] } : state
    case "words_kept":
      return { ...state, kept: event.kept }
    case "unsupported":
      return { ...state, stage: "unsupported" }
    default:
      if (!("session" in event)) return tapped(state, event, now)
      return event.session === state.session ? inTalk(state, event, now) : state
  }
}

// Somebody who went on before the greeting came is led on by it.
function welcomed(state: State): State {
  return state.stage === "joining" && state.wish === null ? towardsPlace(state) : state
}

function intakeTold(state: State, told: { intake: Intake; next_opening?: string }): State {
  return { ...state, intake: told.intake, nextOpening: told.next_opening ?? null }
}

function closed(state: State, code: number): State {
  if (code === closeCodes.opened_elsewhere) return { ...state, stage: "elsewhere", lines: [], session: null, wish: null }
  if (code === closeCodes.left) return gone(state, "visitor_left")
  return { ...state, stage: "reload" }
}

// What to ask (again) when this message comes to a page that stood like this; for a `welcome`, that
// stands like this after it. Leaving is asked wherever this person turns out to stand; a tap only of a greeting, since without one it was heard.
export function asks(before: State, message: { type: string }): Wish | null {
  const { wish } = before
  switch (message.type) {
    case "welcome":
      return wish === "join" ? wish : null
    case "resumable":
      return wish === "resume" || wish === "leave" ? wish : null
    case "started":
      return wish === "leave" ? wish : null
    case "queued":
    case "parked":
      return wish === "leave" || (wish === "tap" && !before.told) ? wish : null
    default:
      return null
  }
}
