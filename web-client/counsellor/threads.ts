// What stands of the thread with a colleague, beside a hand-over. Pure; it knows neither the sessions nor
// what is asked for.

import type { ThreadEnd, ThreadOpened, ThreadOver } from "../generated/protocol"
import type { SessionEvent } from "../lib/session"
import type { Draft } from "../talk/composer"
import { afterDelivery, withSaid, withWord, withoutHope, withoutWord, type Line } from "../talk/lines"

// Sentences between the words; keys of `thread` in the text catalogue.
export type ThreadSentence = "former" | "broken" | "renewed" | "peerBack" | "gap" | "sealed"

export interface Thread {
  session: string // its name
  about: string // the session that is handed over
  alias: string // of the colleague
  lines: readonly Line<ThreadSentence>[]
  draft: Draft // what is written and not sent
  unread: number
  peerHere: boolean
  typing: boolean
  refused: "full" | "too_long" | null
  over: ThreadEnd | "gone" | null
}

export type ThreadEvent =
  | ThreadOpened
  | ThreadOver
  | { type: "thread_heard"; session: string; event: SessionEvent }
  | { type: "thread_gone" } // while the connection was away
  | { type: "thread_closed" } // by this counsellor, or a while after it was over
  | { type: "thread_read" }
  | { type: "thread_wrote" }
  | { type: "thread_refused"; why: "full" | "too_long" }
  | { type: "thread_sent_again"; id: string }

export function isThreadEvent(event: { type: string }): event is ThreadEvent {
  return event.type.startsWith("thread_")
}

export function afterThread(thread: Thread | null, event: ThreadEvent, now: number): Thread | null {
  if (event.type === "thread_opened") return withOpened(thread, event, now)
  if (thread === null) return null
  switch (event.type) {
    case "thread_over":
      return { ...thread, over: event.reason, typing: false, refused: null }
    case "thread_gone":
      return { ...thread, over: "gone", typing: false, refused: null }
    case "thread_heard": // also what could not be sent, behind its end
      return thread.session === event.session ? { ...thread, ...heard(thread, event.event, now) } : thread
    case "thread_closed":
      return null
    case "thread_read":
      return { ...thread, unread: 0 }
    case "thread_wrote":
      return { ...thread, refused: null }
    case "thread_refused":
      return { ...thread, refused: event.why }
    case "thread_sent_again":
      return { ...thread, lines: withoutWord(thread.lines, event.id) }
  }
}

// One that broke off with the connection goes on under another name when the same ask is made again: what
// stands in it stays, and what could not be sent can be said again.
function withOpened(before: Thread | null, opened: ThreadOpened, now: number): Thread {
  const { session, about, alias, membership } = opened
  if (before?.session === session) return { ...before, alias, over: null }
  const goesOn = before !== null && before.over === "gone" && before.about === about && before.alias === alias
  const anew = membership > 1 // a page of one of the two has been there before
  return {
    session,
    about,
    alias,
    lines: goesOn ? withSaid(withoutHope(before.lines), "broken", now) : anew ? withSaid([], "former", now) : [],
    draft: goesOn ? before.draft : { text: "" },
    unread: 0,
    peerHere: true,
    typing: false,
    refused: null,
    over: null,
  }
}

function heard(thread: Thread, event: SessionEvent, now: number): Partial<Thread> {
  switch (event.type) {
    case "word":
      return { lines: withWord(thread.lines, event.word), unread: thread.unread + (event.word.mine ? 0 : 1) }
    case "delivered":
      return { lines: afterDelivery(thread.lines, event), refused: thread.refused === "full" ? null : thread.refused }
    case "could_not_send":
      return { lines: afterDelivery(thread.lines, event) }
    case "peer": {
      const back = event.here && !thread.peerHere
      return { peerHere: event.here, lines: back ? withSaid(thread.lines, "peerBack", now) : thread.lines }
    }
    case "renewed":
      return { lines: withSaid(thread.lines, "renewed", now) }
    case "missing":
      return { lines: withSaid(thread.lines, "gap", now) }
    case "unreadable":
      return { lines: withSaid(thread.lines, "sealed", now) }
    case "typing":
      return { typing: event.typing }
    default:
      return {}
  }
}
