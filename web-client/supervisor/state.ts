// What the supervisor's page shows: the last overview, the alarms and the day's figures, and how
// fresh they are. Pure; it knows neither page nor network. Acts on the shift are sent once and never
// repeated, so nothing is kept of them but a refusal.

import {
  closeCodes,
  type Alarm,
  type Alarms,
  type CoolDowns,
  type EndCount,
  type EndReason,
  type NotOpened,
  type Overview,
  type PastCoolDown,
  type Reason,
  type SupervisorWelcome,
  type Today,
} from "../generated/protocol"
import type { Link } from "../lib/socket"
import { withSample, type Sample } from "./samples"

export interface State {
  link: Link
  stopped: "elsewhere" | "reload" | "signed_out" | null
  alias: string
  overview: Overview | null
  heardAt: number // when the overview came; its seconds count from there
  samples: readonly Sample[]
  alarms: readonly Alarm[]
  coolDowns: readonly PastCoolDown[]
  coolDownsAt: number // when they were told; their seconds count from there
  notOpened: NotOpened | null // until the staff change or the shift opens
  today: Today | null // the last figures that were told
  countedAt: number // when they were
  databaseAway: boolean // and since then they could not be read
}

export const begin: State = {
  link: "connecting",
  stopped: null,
  alias: "",
  overview: null,
  heardAt: 0,
  samples: [],
  alarms: [],
  coolDowns: [],
  coolDownsAt: 0,
  notOpened: null,
  today: null,
  countedAt: 0,
  databaseAway: false,
}

export type Event =
  | SupervisorWelcome | Overview | Alarms | CoolDowns | NotOpened
  | { type: "tick" } // time passes, and what is known stays as it is
  | { type: "link"; link: Link }
  | { type: "closed"; code: number }
  | { type: "start" }
  | { type: "counted"; today: Today }
  | { type: "not_counted"; why: Reason }

export function update(state: State, event: Event, now: number): State {
  switch (event.type) {
    case "link":
      return { ...state, link: event.link }
    case "welcome":
      return { ...state, alias: event.alias }
    case "overview":
      return overviewCame(state, event, now)
    case "tick":
      return state.link === "open" ? sampled(state, now) : state
    case "alarms":
      return { ...state, alarms: event.alarms }
    case "cool_downs":
      return { ...state, coolDowns: event.cool_downs, coolDownsAt: now }
    case "not_opened":
      return { ...state, notOpened: event }
    case "start":
      return begin
    case "counted":
      return { ...state, today: event.today, countedAt: now, databaseAway: false }
    case "not_counted": // anything but the database is over by the next time, or told elsewhere
      return event.why === "database_away" ? { ...state, databaseAway: true } : state
    case "closed":
      return closed(state, event.code)
  }
}

function overviewCame(state: State, overview: Overview, now: number): State {
  const { notOpened } = state
  const stands = notOpened !== null && overview.intake === state.overview?.intake && overview.signed_in === state.overview.signed_in
  return sampled({ ...state, overview, heardAt: now, notOpened: stands ? notOpened : null }, now)
}

function sampled(state: State, now: number): State {
  const { overview, samples } = state
  if (overview === null) return state
  return { ...state, samples: withSample(samples, overview, longestNow(state, now), now) }
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

// A wait goes on by itself as long as somebody waits.
export function longestNow(state: State, now: number): number {
  const { overview } = state
  return overview === null || overview.waiting === 0 ? 0 : secondsNow(state, overview.longest_wait_seconds, now)
}

// Seconds until closing time; null: there is none.
export function closesIn(state: State, now: number): number | null {
  const told = state.overview?.closes_in_seconds
  return told === undefined ? null : Math.max(0, told - Math.floor(Math.max(0, now - state.heardAt) / 1_000))
}

export type Act = "open_shift" | "stop_intake" | "close_shift"

// Which acts make sense now, the one that helps most first.
export function actsNow(overview: Overview): Act[] {
  switch (overview.intake) {
    case "closed": return ["open_shift"]
    case "over": return ["open_shift", "close_shift"]
    case "open":
    case "full":
    case "paused": return ["stop_intake", "close_shift"]
  }
}

// How many still have to sign in before the desk can open.
export function staffMissing({ signed_in, needed }: Overview): number {
  return Math.max(0, needed - signed_in)
}

// Whether there is anything to show of the day. Pages that were only opened are no case yet.
export function nothingYet(today: Today): boolean {
  const { consented, pre_chat, queued, offered, accepted, engaged, abandoned, broken_off, ended } = today
  return consented + pre_chat + queued + offered + accepted + engaged + abandoned + broken_off + turnedAway(today) === 0 && ended.length === 0
}

export function turnedAway(today: Today): number {
  return today.turned_away_closed + today.turned_away_over + today.turned_away_full + today.turned_away_paused
}

const reasons: readonly EndReason[] = [
  "counsellor_ended", "time_over", "visitor_left", "supervisor_ended", "no_show", "visitor_lost", "counsellor_lost",
  "cooled_down", "not_reached",
]

// Reasons that occurred, always in the same order, so that a row does not move under the eye.
export function endsShown(today: Today): EndCount[] {
  const counts = new Map(today.ended.map(({ reason, count }) => [reason, count]))
  return reasons.flatMap((reason) => {
    const count = counts.get(reason) ?? 0
    return count === 0 ? [] : [{ reason, count }]
  })
}

// "Within n minutes", of seconds that were rounded down: the least n that is certainly true.
export function withinMinutes(seconds: number): number {
  return Math.floor(seconds / 60) + 1
}
