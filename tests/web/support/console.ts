// What a console is told, in short, and the state after a row of it.

import type { About, CounsellorWelcome, Line, Offer, OwnPresence, Started } from "../../../web-client/generated/protocol"
import { begin, update, type Event, type State } from "../../../web-client/counsellor/state"

const limits = { sealed_characters: 22_400, page_words: 200, page_bytes: 262_144, ping_seconds: 10, silence_seconds: 25 }

export const open: Event = { type: "link", link: "open" }
export const lost: Event = { type: "link", link: "lost" }
export const welcome = (...sessions: string[]): CounsellorWelcome => ({ type: "welcome", alias: "相談員", sessions, most_sessions: 3, limits })
export const line = (taken: number, waiting = 1): Line => ({ type: "line", intake: "open", waiting, longest_wait_seconds: 60, taken, returning: false })
export const own = (choice: OwnPresence["choice"], more: Partial<OwnPresence> = {}): OwnPresence => ({
  type: "presence", presence: choice, choice, sessions_at_once: 1, lapsed: false, pause_seconds: 0, ...more,
})
export const started = (session = "1-1", more: Partial<Started> = {}): Started => ({
  type: "started", session, alias: "相談者", membership: 1, members: [], talking_seconds: 0, guide_seconds: 3_000, ...more,
})
export const offer = (session = "1-1", more: Partial<Offer> = {}): Offer => ({
  type: "offer", session, within_seconds: 30, waited_seconds: 120, danger: false, front_band: false, ...more,
})
export const about = (session = "1-1", more: Partial<About> = {}): About => ({
  type: "about", session, answers: {}, waited_seconds: 120, broken_off: false, put_back_seconds: 120, ...more,
})
export const heard = (number: number, session = "1-1"): Event => ({
  type: "word", session, word: { stream: "them", number, mine: false, text: `${number}`, at: 0, state: "delivered" },
})
export const said = (number: number, session = "1-1"): Event => ({
  type: "word", session, word: { stream: "me", number, mine: true, text: "a", at: 0, state: "sending" },
})

// All of it at one moment; `at` takes the hour.
export const at = (now: number, state: State, ...events: Event[]) => events.reduce((before, event) => update(before, event, now), state)
export const from = (state: State, ...events: Event[]) => at(1_000, state, ...events)
export const ready = () => from(begin, open, welcome(), own("on_break"), line(4))
export const talking = () => from(ready(), { type: "take" }, started())
export const texts = (state: State) => state.talks[0]!.lines.map((each) => (each.kind === "word" ? each.text : each.said))
