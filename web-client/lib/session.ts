// One consultation's exchange, as one page load takes part in it: what the person says goes to the
// other members locked, what they say is shown once and in order, and what became of each word is
// told. The same code runs in the visitor's page, the console and the fault tests; it knows neither
// the page nor the socket, and it takes its clock and its randomness from outside.

import type { EndReason, Member, PeerBack, Received, Started } from "../generated/protocol"
import { browserClock, type Clock } from "./clock"
import type { Found } from "./leftovers"
import { Outgoing } from "./outgoing"
import { newStream } from "./pass"
import { Past } from "./past"
import { browserRandom } from "./random"
import { Receiver } from "./receiver"
import { Sealer } from "./seal"
import { longestText, textBytes } from "./padding"
import { Sender } from "./sender"
import type { SessionEvent, Shown } from "./session_event"
import type { SessionOptions } from "./session_options"
import type { FromSession, ToSession } from "./session_messages"
import { Streams } from "./streams"
import { Writing } from "./writing"

export type { SessionEvent, Shown } from "./session_event"
export type { SessionOptions } from "./session_options"

export class Session {
  private readonly clock: Clock
  private readonly outgoing: Outgoing // this load's own words
  private readonly streams: Streams
  private readonly sealer: Sealer
  private readonly sender: Sender
  private readonly receiver: Receiver
  private readonly writing: Writing
  private readonly past: Past
  private inbound: Promise<void>
  private stage: "new" | "talking" | "ending" | "over" = "new"
  private members = new Map<string, boolean>() // the others: load -> present
  private other: string | null = null // the load that this page locks for
  private holder = 0 // whose it is, as counted by hand-overs
  private held = false
  private peerHere: boolean | null = null // as last told

  constructor(private readonly options: SessionOptions) {
    const { session, desk, load, keys, limits } = options
    const random = options.random ?? browserRandom
    this.clock = options.clock ?? browserClock
    this.outgoing = new Outgoing(newStream(random))
    this.streams = new Streams(this.outgoing, limits)
    this.sealer = options.sealer ?? new Sealer({ desk, session, load, keys, random })
    const { sealer } = this
    const send = (message: FromSession) => options.send(message)
    const withoutKey = () => this.receiver.tellUnreadable()
    this.sender = new Sender({ session, streams: this.streams, sealer, send, withoutKey })
    this.receiver = new Receiver({
      session,
      sealer,
      limits,
      clock: this.clock,
      send,
      emit: (event) => {
        if (event.type === "word") {
          this.writing.over()
          if (!this.past.add(event.word, event.load)) return
        }
        this.emit(event)
      },
    })
    this.past = new Past({
      session,
      load,
      streams: this.streams,
      sealer,
      clock: this.clock,
      send,
      sendBehind: (make) => this.sender.sendBehind(make),
      unreadable: withoutKey,
      emit: (event) => this.emit(event),
    })
    const typing = { type: "typing", session } as const
    this.writing = new Writing(this.clock, () => send(typing), (on) => this.tell({ type: "typing", typing: on }))
    this.inbound = this.inTurn(options.leftovers ?? Promise.resolve(null), (found) => this.takeOver(found))
  }

  // Messages of this session, in the order in which they came. Each is finished before the next,
  // however long it takes to open; a fault in one does not stop those behind it.
  handle(message: ToSession): void {
    this.inbound = this.inTurn(this.inbound, () => this.take(message))
  }

  // "ok": it is shown as sending, and kept until the other page has confirmed it.
  say(text: string): "ok" | "full" | "too_long" | "closed" {
    if (this.stage !== "talking") return "closed"
    if (textBytes(text) > longestText) return "too_long"
    const at = this.clock.now()
    const number = this.streams.add(text, at)
    if (number === null) return "full"
    const { stream } = this.outgoing
    this.tellOwn({ stream, number, mine: true, text, at, state: "sending" })
    this.sender.wordAdded()
    this.keep()
    return "ok"
  }

  // The person is writing: the other page hears it, once in a while and without a word of it.
  typing(): void {
    if (this.stage === "talking" && this.peerHere === true) this.writing.wrote()
  }

  // Whether the other page, opened anew or another counsellor's, may have what was said before.
  decideHistory(gives: boolean): void {
    this.past.decide(gives)
  }

  // The connection is lost: nothing goes out before the next greeting.
  lost(): void {
    this.sender.setLink("lost")
  }

  // The page drops this session: nothing more is sent, shown or told.
  close(): void {
    this.writing.over()
    this.stage = "over"
    this.sender.stop()
    this.receiver.stop()
    this.past.stop()
  }

  private inTurn<Before>(before: Promise<Before>, next: (value: Before) => Promise<void> | void): Promise<void> {
    return before.then(next).catch((error: unknown) => {
      this.clock.after(0, () => { throw error })
    })
  }

  // Words of earlier loads stand on this screen as they stood on theirs: sending.
  private takeOver(found: Found | null): void {
    if (found === null || this.stage === "over") return
    this.streams.takeOver(found.words)
    for (const { stream, first, words } of found.words) {
      words.forEach(({ text, at }, index) => {
        this.tellOwn({ stream, number: first + index, mine: true, text, at, state: "sending" })
      })
    }
    if (found.lost) this.tell({ type: "leftovers_lost" })
  }

  private tellOwn(word: Shown): void {
    this.past.add(word)
    this.tell({ type: "word", word })
  }

  private keep(): void {
    this.options.keep?.(() => this.streams.left())
  }

  private async take(message: ToSession): Promise<void> {
    if (this.stage === "over") return
    switch (message.type) {
      case "started": return this.started(message)
      case "members": return this.setMembers(message.membership, message.members)
      case "opening": return this.receiver.opening(message)
      case "word": return this.receiver.word(message)
      case "received": return this.received(message)
      case "missing": return this.sender.missing(message.stream, message.number)
      case "opening_asked": return this.sender.openingAsked(message.load)
      case "history_asked":
      case "history": return this.past.heard(message)
      case "peer_away": return this.peerAway()
      case "peer_back": return this.peerBack(message)
      case "hold": return this.setHeld(true)
      case "release": return this.setHeld(false)
      case "typing": return this.writing.heard()
      case "ending": return this.ending(message.reason)
      case "ended": return this.ended(message.reason)
    }
  }

  // The greeting restates everything, so what it does not mention is no longer so.
  private started({ alias, membership, members }: Started): void {
    if (this.stage !== "talking") {
      this.stage = "talking"
      this.tell({ type: "begun", alias })
    }
    this.setMembers(membership, members)
    this.setHeld(false)
    this.sender.setLink("greeted")
    this.receiver.greeted()
  }

  private setMembers(membership: number, members: readonly Member[]): void {
    const others = this.otherSeat(members)
    for (const { load, public_key } of others) this.introduce(load, public_key)
    this.members = new Map(others.map(({ load, present }) => [load, present]))
    this.receiver.setMembers(this.members)
    this.sender.setMembers(membership, others)
    if (!this.options.forgets) this.past.meet(members, others[0])
    this.tellPeer()
  }

  private peerAway(): void {
    for (const load of this.members.keys()) this.members.set(load, false)
    this.receiver.setMembers(this.members)
    this.tellPeer()
  }

  // There are two seats, so there is one other load; for more nothing is locked. That it is another
  // than before stands on the screen: nobody is let in without a word.
  private otherSeat(members: readonly Member[]): readonly Member[] {
    const others = members.filter(({ load }) => load !== this.options.load)
    if (others.length > 1) {
      this.receiver.tellUnreadable()
      return []
    }
    const { load: other, holder = 1 } = others[0] ?? { load: this.other, holder: this.holder }
    const renewed = this.other !== null && other !== this.other
    this.other = other
    if (this.holder !== holder) this.giveUp(holder)
    if (renewed) this.tell({ type: holder === this.holder ? "renewed" : "next_counsellor" })
    this.holder = holder
    return others
  }

  // What was said for another counsellor and has not reached them goes to nobody by itself.
  private giveUp(holder: number): void {
    const lost = this.streams.heldBy(holder)
    for (const outgoing of lost) {
      this.tell({ type: "could_not_send", stream: outgoing.stream, from: outgoing.first })
      outgoing.giveUp()
    }
    this.writing.over()
    if (lost.length > 0) this.keep()
  }

  // Another key than before is nobody's: what is locked goes to the load that was introduced.
  private introduce(load: string, publicKey: string | undefined): void {
    if (publicKey !== undefined && !this.sealer.introduce(load, publicKey)) this.receiver.tellUnreadable()
  }

  private peerBack({ load, public_key }: PeerBack): void {
    if (!this.members.has(load)) return
    this.introduce(load, public_key)
    this.members.set(load, true)
    this.receiver.setMembers(this.members)
    this.sender.memberBack(load)
    this.past.again()
    this.tellPeer()
  }

  private received({ stream, number }: Received): void {
    const outgoing = this.streams.of(stream)
    const upTo = outgoing?.confirm(number) ?? null
    if (outgoing === undefined || upTo === null) return
    this.sender.confirmed(outgoing)
    this.tell({ type: "delivered", stream, upTo })
    this.keep()
  }

  private setHeld(held: boolean): void {
    if (held) this.sender.hold()
    else this.sender.release()
    if (this.held === held) return
    this.held = held
    this.tell({ type: "held", held })
  }

  // No new words; those that were said are still delivered, and the server hears how far they go.
  private ending(reason: EndReason): void {
    const marks = this.streams.unconfirmed().map(({ stream, last }) => ({ stream, number: last }))
    this.options.send({ type: "finished", session: this.options.session, last: marks })
    if (this.stage === "ending") return
    this.stage = "ending"
    this.tell({ type: "ending", reason })
  }

  private ended(reason: EndReason): void {
    this.streams.end()
    for (const { stream, first } of this.streams.unconfirmed()) this.tell({ type: "could_not_send", stream, from: first })
    this.tell({ type: "ended", reason })
    this.close()
  }

  private tellPeer(): void {
    const here = [...this.members.values()].includes(true)
    if (this.peerHere === here) return
    this.peerHere = here
    if (!here) this.writing.over()
    this.tell({ type: "peer", here })
  }

  // Events of a session that was dropped meanwhile reach nobody.
  private emit(event: SessionEvent): void {
    if (this.stage !== "over") this.options.emit(event)
  }

  private tell(event: WithoutSession<SessionEvent>): void {
    this.emit({ ...event, session: this.options.session })
  }
}

type WithoutSession<Event> = Event extends unknown ? Omit<Event, "session"> : never
