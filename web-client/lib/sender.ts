// One load's sending side of a session: what earlier loads have left, and its own words. What goes
// out next always follows from the state: the key for the present members, then the openings that
// are due, then words from the first unsent. So a greeting, a new member or a lost frame only moves
// the state back, and order needs no other care.

import type { Member } from "../generated/protocol"
import { NotOpened } from "./keys"
import type { Outgoing, Unconfirmed } from "./outgoing"
import type { Sealer } from "./seal"
import type { FromSession } from "./session_messages"
import type { Streams } from "./streams"

export interface SenderOptions {
  session: string
  streams: Streams
  sealer: Sealer
  send(message: FromSession): boolean
  withoutKey(): void // a member has none that anything can be locked to
}

type Behind = Omit<Extract<FromSession, { type: "history" }>, "membership">

export class Sender {
  private membership = 0
  private others = new Map<string, boolean>() // load -> present
  private lockedFor: readonly string[] = [] // the loads of the present key
  private key = 0
  private openingsDue = new Set<string>()
  private readonly holders = new Set<string>() // loads that have shown to hold the present key
  private linked = false
  private held = false
  private readonly asked = new Map<Outgoing, number>() // words up to there go out though the server keeps none
  private behind: (() => Promise<Behind>) | null = null // goes out when nothing else is due
  private stopped = false
  private running = false

  constructor(private readonly options: SenderOptions) {}

  // The server greets or tells of a change: all unconfirmed words go out anew, locked for these other
  // loads, and an opening to each of them that may lack it.
  setMembers(membership: number, others: readonly Member[]): void {
    this.membership = membership
    this.others = new Map(others.map((member) => [member.load, member.present]))
    if (!this.keyFits()) this.holders.clear()
    this.openingsDue = new Set(others.filter(({ load, present }) => present && !this.holders.has(load)).map(({ load }) => load))
    this.options.streams.resendAll()
    this.run()
  }

  // After a greeting everything may go out; before it, nothing.
  setLink(state: "greeted" | "lost"): void {
    this.linked = state === "greeted"
    this.run()
  }

  // While the server keeps nothing more, the words stay here.
  hold(): void {
    this.held = true
    this.asked.clear()
  }

  release(): void {
    this.held = false
    this.options.streams.resendAll()
    this.run()
  }

  // The same load is back; words that the server kept reach it by themselves.
  memberBack(load: string): void {
    if (!this.others.has(load)) return
    this.others.set(load, true)
    if (!this.holders.has(load)) this.openingsDue.add(load)
    this.run()
  }

  // A page confirms only what it has opened, so the load that this one locks for has the key and keeps
  // it as long as it lives: it is spared the opening from here on, unless it asks. (Two thousand pairs
  // that come back at once would do little else.)
  confirmed({ confirmedKey }: Outgoing): void {
    const [load, another] = this.lockedFor
    if (load === undefined || another !== undefined || confirmedKey !== this.key || !this.keyFits()) return
    this.holders.add(load)
  }

  // A member lacks the opening. The words that it could not open yet wait there, and what it let
  // pass it asks for by itself; on a bad line nothing is sent twice in vain.
  openingAsked(load: string): void {
    if (!this.others.has(load)) return
    this.openingsDue.add(load)
    this.run()
  }

  // Something is missing there from `number` on. What is no longer here needs a new opening, which
  // says so.
  missing(stream: string, number: number): void {
    const { streams } = this.options
    const from = streams.of(stream)
    if (from === undefined) return
    if (number < from.first || (from !== streams.own && number > from.last)) {
      for (const [load, present] of this.others) if (present) this.openingsDue.add(load)
    }
    for (const outgoing of streams.unconfirmed()) this.asked.set(outgoing, outgoing.last)
    streams.resend(from, number)
    this.run()
  }

  // One chunk of history, for these members; what came before it and did not go out is replaced.
  sendBehind(make: () => Promise<Behind>): void {
    this.behind = make
    this.run()
  }

  // There is a new word.
  wordAdded(): void {
    this.run()
  }

  stop(): void {
    this.stopped = true
  }

  private run(): void {
    if (!this.running) void this.sendDue()
  }

  // Which step is next is found out without waiting, so nothing that happens meanwhile is missed.
  private async sendDue(): Promise<void> {
    this.running = true
    try {
      for (let step = this.nextStep(); step !== null; step = this.nextStep()) await step()
    } finally {
      this.running = false
    }
  }

  private nextStep(): (() => Promise<void>) | null {
    if (this.stopped || !this.linked || this.others.size === 0) return null
    if (!this.keyFits()) return () => this.takeKey()
    for (const load of this.openingsDue) return () => this.sendOpening(load)
    const next = this.nextWord()
    if (next !== undefined) return () => this.sendWord(next.of, next.word)
    const { behind } = this
    return behind && (() => this.sendChunk(behind))
  }

  private nextWord(): ReturnType<Streams["next"]> {
    const next = this.options.streams.next()
    if (!this.held || next === undefined) return next
    return next.word.number > (this.asked.get(next.of) ?? 0) ? undefined : next
  }

  private keyFits(): boolean {
    return (
      this.lockedFor.length === this.others.size &&
      this.lockedFor.every((load) => this.others.has(load))
    )
  }

  private async takeKey(): Promise<void> {
    const loads = [...this.others.keys()]
    this.key = await this.options.sealer.nextKey(loads)
    this.lockedFor = loads
  }

  private async sendOpening(to: string): Promise<void> {
    const { session, streams, sealer } = this.options
    this.openingsDue.delete(to)
    const { stream, first } = streams.own
    const content = { stream, first, leftovers: streams.leftovers() }
    let sealed: string
    try {
      sealed = await sealer.makeOpening(to, content)
    } catch (error) {
      if (!(error instanceof NotOpened)) throw error
      this.options.withoutKey() // nothing goes to it
      return
    }
    if (!this.keyFits()) return // other members meanwhile: all openings are due again
    this.sendNow({ type: "opening", session, membership: this.membership, to, sealed })
  }

  // For other members it is nothing: its reader asks again.
  private async sendChunk(make: () => Promise<Behind>): Promise<void> {
    this.behind = null
    const chunk = await make()
    if (this.keyFits() && this.others.has(chunk.to)) this.sendNow({ ...chunk, membership: this.membership })
  }

  private async sendWord(outgoing: Outgoing, word: Unconfirmed): Promise<void> {
    const { session, sealer } = this.options
    const { stream } = outgoing
    const { number } = word
    if (word.key !== this.key) {
      word.sealed = await sealer.sealWord({ stream, number }, word.text)
      word.key = this.key
    }
    // While it was locked others may have come, confirmed it, or asked for an opening or another one.
    if (!this.keyFits() || this.openingsDue.size > 0 || this.nextWord()?.word !== word) return
    const { membership } = this
    const { key, sealed } = word
    if (this.sendNow({ type: "word", session, membership, stream, number, key, sealed })) {
      outgoing.sent(word)
    }
  }

  // False ends sending until the next greeting, which starts everything anew.
  private sendNow(message: FromSession): boolean {
    if (!this.linked) return false
    this.linked = this.options.send(message)
    return this.linked
  }
}
