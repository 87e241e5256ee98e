// What a visitor's page is told and tapped, in short, and the states that follow from it.

import type { Queued, Questions, Started } from "../../../web-client/generated/protocol"
import type { Shown } from "../../../web-client/lib/session"
import { begin, update, type Event, type State } from "../../../web-client/visitor/state"

export const limits = { sealed_characters: 22_400, page_words: 200, page_bytes: 262_144, ping_seconds: 10, silence_seconds: 25 }
export const noQuestions: Questions = { topic: false, age_band: false, gender: false, area: false, danger: false }

export const welcome: Event = { type: "welcome", intake: "open", questions: noQuestions, limits }
export const asking = (questions: Partial<Questions>): Event => ({ ...welcome, questions: { ...noQuestions, ...questions } } as Event)
export const started = (session = "1-1"): Started =>
  ({ type: "started", session, alias: "相談員", membership: 1, members: [], talking_seconds: 0, guide_seconds: 3_000 })
export const queued = (position: number, more: Partial<Queued> = {}): Event => ({ type: "queued", position, may_not_be_reached: false, ...more })
export const open: Event = { type: "link", link: "open" }
export const lost: Event = { type: "link", link: "lost" }
export const ended = (reason: "counsellor_ended" | "counsellor_lost" | "no_show" | "time_over" | "cooled_down"): Event => ({ type: "ended", session: "1-1", reason })

export const from = (state: State, ...events: Event[]) => events.reduce((now, event) => update(now, event, 1_000), state)
export const after = (...events: Event[]): State => from(begin, ...events)

export const joined = () => after(open, welcome, { type: "start" }, { type: "agree" })
export const waiting = () => from(joined(), queued(3))
export const talking = () => from(waiting(), started())

export function word(number: number, mine: boolean, state: Shown["state"] = "sending"): Event {
  return { type: "word", session: "1-1", word: { stream: mine ? "me" : "them", number, mine, text: `${number}`, at: 1_000, state } }
}
export const texts = (state: State) => state.lines.map((line) => (line.kind === "word" ? line.text : line.said))
export const states = (state: State) => state.lines.flatMap((line) => (line.kind === "word" ? [line.state] : []))
