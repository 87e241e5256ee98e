// The sessions on this console, each with what stands in it. Pure; it knows neither what was asked
// for nor which of them is looked at.

import type { About, EndReason, Guide, Started } from "../generated/protocol"
import type { SessionEvent } from "../lib/session"
import { counsellor as text } from "../text/staff/ja"
import { afterDelivery, withHistory, withSaid, withWord, type Line } from "../talk/lines"

// Sentences between the words; keys of `talk` in the text catalogue.
export type Sentence = "found" | "former" | "gone" | "lost" | "gap" | "sealed" | "peerBack" | "renewed" | "takenOver" | "awaited" | "notShown"

export interface Talk {
  session: string
  place: number // its letter and hue, kept as long as it is here
  stage: "talking" | "ending" | "ended"
  reason: EndReason | null
  former: boolean // begun by an earlier load: what was said before is not here
  next: boolean // another counsellor held the seat before: the visitor decides what is seen of it
  begun: number // the pairing, on this page's clock
  guideSeconds: number
  about: About | null
  lines: readonly Line<Sentence>[]
  unread: number
  peerHere: boolean
  historyWanted: boolean // the visitor's page is back after a while and has nothing of what was said
  spoken: boolean // the visitor has said something that this page knows of
  waitsSince: number | null // the visitor's first word that has no answer yet
  typing: boolean // the visitor writes just now
  refused: "full" | "too_long" | null
}

export function withTalk(talks: readonly Talk[], session: string, change: (talk: Talk) => Partial<Talk>): readonly Talk[] {
  return talks.map((talk) => (talk.session === session ? { ...talk, ...change(talk) } : talk))
}

// The session as it stands: how this page came to it, or null when it was begun by an earlier load of the account.
export function withStarted(talks: readonly Talk[], event: Started, how: "found" | "takenOver" | null, now: number): readonly Talk[] {
  const begun = now - event.talking_seconds * 1_000
  const guideSeconds = event.guide_seconds
  if (talks.some((talk) => talk.session === event.session)) {
    // A talk that has ended here stays so: its end is restated behind this greeting.
    return withTalk(talks, event.session, (talk) => ({
      guideSeconds,
      ...(talk.stage !== "ended" && { stage: "talking", reason: null }),
    }))
  }
  const next = (event.members.find(({ seat }) => seat === "counsellor")?.holder ?? 1) > 1
  const before = how === "found" ? [] : withSaid([], next ? "awaited" : "former", now)
  const talk: Talk = {
    session: event.session,
    place: freePlace(talks),
    stage: "talking",
    reason: null,
    former: how === null,
    next,
    begun,
    guideSeconds,
    about: null,
    lines: how === null ? before : withSaid(before, how, now),
    unread: 0,
    peerHere: true,
    historyWanted: false,
    spoken: false,
    waitsSince: null,
    typing: false,
    refused: null,
  }
  return [...talks, talk].sort((one, other) => one.place - other.place)
}

// Nobody's letter changes because somebody else's session is over.
function freePlace(talks: readonly Talk[]): number {
  const taken = new Set(talks.map(({ place }) => place))
  let place = 0
  while (taken.has(place)) place += 1
  return place
}

export function heard(talk: Talk, event: SessionEvent | Guide | About, now: number): Partial<Talk> {
  switch (event.type) {
    case "word":
      return { lines: withWord(talk.lines, event.word), ...afterWord(talk, event.word.mine, now) }
    case "delivered":
      return { lines: afterDelivery(talk.lines, event), refused: talk.refused === "full" ? null : talk.refused }
    case "could_not_send":
      return { lines: afterDelivery(talk.lines, event) }
    case "peer": {
      const back = event.here && !talk.peerHere
      return { peerHere: event.here, lines: back ? withSaid(talk.lines, "peerBack", now) : talk.lines }
    }
    case "history":
      return {
        lines: talk.next ? withHistory(talk.lines, named(event), "awaited", "notShown", now) : withHistory(talk.lines, event, "former", "gone", now),
        spoken: talk.spoken || event.words.some(({ mine }) => !mine),
      }
    case "history_wanted":
      return { historyWanted: event.wanted }
    case "next_counsellor": // there is one visitor
    case "renewed":
      return { lines: withSaid(talk.lines, "renewed", now) }
    case "leftovers_lost":
      return { lines: withSaid(talk.lines, "lost", now) }
    case "missing":
      return { lines: withSaid(talk.lines, "gap", now) }
    case "unreadable":
      return { lines: withSaid(talk.lines, "sealed", now) }
    case "typing":
      return { typing: event.typing }
    case "guide":
      return { guideSeconds: event.guide_seconds }
    case "about":
      return { about: event }
    case "ending":
      return { stage: "ending", reason: event.reason }
    case "ended":
      return { stage: "ended", reason: event.reason, refused: null, waitsSince: null, historyWanted: false }
    case "begun":
    case "held":
      return {}
  }
}

// What the counsellor before this one has said is not one's own.
function named(event: Extract<SessionEvent, { type: "history" }>): typeof event {
  return { ...event, brought: event.brought.map((word) => (word.former ? { ...word, who: text.formerCounsellor } : word)) }
}

function afterWord(talk: Talk, mine: boolean, now: number): Partial<Talk> {
  if (mine) return { waitsSince: null }
  return { unread: talk.unread + 1, spoken: true, waitsSince: talk.waitsSince ?? now }
}

// The quiet mark before the guide length is over, and after it.
export type GuideMark = { mark: "near"; minutesLeft: number } | { mark: "past" }

const nearBefore = 600 // seconds; time enough to come to a close

export function guideMark(talk: Talk, now: number): GuideMark | null {
  if (talk.stage !== "talking") return null
  const left = talk.guideSeconds - Math.floor((now - talk.begun) / 1_000)
  if (left <= 0) return { mark: "past" }
  return left <= nearBefore ? { mark: "near", minutesLeft: Math.ceil(left / 60) } : null
}

// A visitor who has been silent since the start may be put back. What an earlier load was told is
// not known here, so it offers nothing.
export function mayPutBack(talk: Talk, now: number): boolean {
  if (talk.stage !== "talking" || talk.former || talk.spoken || talk.about === null) return false
  return now - talk.begun >= talk.about.put_back_seconds * 1_000
}
