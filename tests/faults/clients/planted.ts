// Seven bugs of the client library, each a wrapper around one of its classes, put on only when the
// plan of the evening asks for it. They sit where confirmation from end to end cannot heal them: the
// checker must find each by what the pages showed. Those of the server are in planted/.

import { createHash } from "node:crypto"

import { Incoming, type Mark } from "../../../web-client/lib/incoming"
import type { LeftoverWords } from "../../../web-client/lib/leftovers"
import { Receiver } from "../../../web-client/lib/receiver"
import { Session, type SessionEvent } from "../../../web-client/lib/session"
import { Streams } from "../../../web-client/lib/streams"
import type { Word } from "../../../web-client/generated/protocol"

export interface Planting {
  acts: () => boolean // whether the bug acts this time; counts
}

// What of the library's insides the bugs reach for.
interface SessionInside {
  options: { session: string; load: string }
  outgoing: { stream: string; last: number; reached: number; confirm(number: number): number | null }
  tell(event: object): void
}
interface ReceiverInside {
  options: { session: string; emit(event: SessionEvent): void }
  incoming: Incoming
  confirmSoon(): void
}
interface IncomingInside {
  toConfirm: Set<string>
  streams: Map<string, { next: number; seen: number }>
}

type Plant = (planting: Planting) => void

// The connection is lost, and the page takes what it still had for done.
const forget_outbox: Plant = ({ acts }) =>
  takenForDone((inside) => {
    inside.outgoing.reached = inside.outgoing.last
    return inside.outgoing.last
  }, acts)

// The connection has closed properly, so all that was handed to it must have arrived.
const trust_close: Plant = ({ acts }) => takenForDone((inside) => inside.outgoing.reached, acts)

function takenForDone(upTo: (inside: SessionInside) => number, acts: () => boolean): void {
  const { lost } = Session.prototype
  Session.prototype.lost = function () {
    lost.call(this)
    const inside = this as unknown as SessionInside
    if (!acts()) return
    const done = inside.outgoing.confirm(upTo(inside))
    if (done === null) return
    inside.tell({ type: "delivered", stream: inside.outgoing.stream, upTo: done })
  }
}

// A word that comes again is shown again.
const show_again: Plant = ({ acts }) => {
  const { word } = Receiver.prototype
  Receiver.prototype.word = async function (message: Word) {
    const { options, incoming } = this as unknown as ReceiverInside
    const known = incoming.place(message.load, message) === "known"
    await word.call(this, message)
    const text = known ? textsOf(options.session).get(`${message.stream} ${message.number}`) : undefined
    if (text === undefined || !acts()) return
    const { session } = options
    const stream = `${message.stream}+` // another line on the screen, where one would not be enough
    const again = { stream, number: message.number, mine: false, text, at: Date.now(), state: "delivered" as const }
    options.emit({ type: "word", session, word: again })
  }
  rememberTexts()
}

const texts = new Map<string, Map<string, string>>()
function textsOf(session: string): Map<string, string> {
  const known = texts.get(session) ?? new Map<string, string>()
  texts.set(session, known)
  return known
}
function rememberTexts(): void {
  onEvents((event, next) => {
    if (event.type === "word" && !event.word.mine) textsOf(event.session).set(`${event.word.stream} ${event.word.number}`, event.word.text)
    next(event)
  })
}

// Two words change places on the screen.
const swap: Plant = ({ acts }) => {
  const kept = new Map<object, SessionEvent>()
  onEvents((event, next, session) => {
    if (event.type !== "word" || event.word.mine) return next(event)
    const before = kept.get(session)
    if (before === undefined && acts()) {
      kept.set(session, event)
      return
    }
    kept.delete(session)
    next(event)
    if (before !== undefined) next(before)
  })
}

// The tick comes when the word is said.
const lying_tick: Plant = ({ acts }) => {
  onEvents((event, next) => {
    next(event)
    if (event.type !== "word" || !event.word.mine || !acts()) return
    const { session, word } = event
    next({ type: "delivered", session, stream: word.stream, upTo: word.number })
  })
}

// A hole is passed over: what came behind it is confirmed.
const confirm_gap: Plant = ({ acts }) => {
  const { missed, confirmations } = Incoming.prototype
  Incoming.prototype.missed = function (mark: Mark) {
    missed.call(this, mark)
    ;(this as unknown as IncomingInside).toConfirm.add(mark.stream)
  }
  const { word } = Receiver.prototype
  Receiver.prototype.word = async function (message: Word) {
    await word.call(this, message)
    ;(this as unknown as ReceiverInside).confirmSoon()
  }
  Incoming.prototype.confirmations = function () {
    const { streams } = this as unknown as IncomingInside
    return confirmations.call(this).map((mark) => {
      const { next, seen } = streams.get(mark.stream)!
      return seen >= next && acts() ? { ...mark, number: seen } : mark
    })
  }
}

function onEvents(change: (event: SessionEvent, next: (event: SessionEvent) => void, session: object) => void): void {
  const inside = Session.prototype as unknown as { emit(event: SessionEvent): void }
  const { emit } = inside
  inside.emit = function (event: SessionEvent) {
    change(event, (other) => emit.call(this, other), this)
  }
}

// A stream is named after the session and the seat, not at random for each load: a duplicated tab counts
// its words from the beginning under names that are in use. The reader takes them for words that it has
// shown, and confirms them (L, where the new tab shows them still); and where the tab has been brought
// what was said before, they stand there already by their name, and it never shows what the person has
// just written (E). What an earlier load has left under that name is not sent: it is the tab's own by its
// name, and is taken for delivered when one of the new words is (L).
const number_reuse: Plant = ({ acts }) => {
  const begun = new WeakSet<object>()
  const inUse = new Map<string, { last: number }>() // stream -> the first load under that name that said something
  const { handle } = Session.prototype
  Session.prototype.handle = function (message) {
    const { options, outgoing } = this as unknown as SessionInside
    if (message.type === "started" && !begun.has(this)) {
      begun.add(this)
      const seat = message.members.find(({ load }) => load === options.load)?.seat
      const stream = createHash("sha256").update(`${options.session} ${seat}`).digest().subarray(0, 16).toString("base64url")
      const used = (inUse.get(stream)?.last ?? 0) > 0
      if (!used) inUse.set(stream, outgoing)
      if (!used || acts()) outgoing.stream = stream
    }
    handle.call(this, message)
  }
  const { takeOver } = Streams.prototype
  Streams.prototype.takeOver = function (leftovers: readonly LeftoverWords[]) {
    takeOver.call(this, leftovers.filter(({ stream }) => stream !== this.own.stream))
  }
}

const plants = new Map<string, Plant>([
  ["forget_outbox", forget_outbox],
  ["trust_close", trust_close],
  ["show_again", show_again],
  ["swap", swap],
  ["lying_tick", lying_tick],
  ["confirm_gap", confirm_gap],
  ["number_reuse", number_reuse],
])

export function plant(name: string, planting: Planting): void {
  const put = plants.get(name)
  if (put === undefined) throw new Error(`no such planted bug: ${name}`)
  put(planting)
}
