// All that this load has to send in one session, in the order in which it was said: what earlier
// loads of the same person have left, stream by stream, and its own words behind it. It keeps within
// what a page may keep. It knows neither keys nor the connection.

import { limits as wire } from "../generated/protocol"
import type { LeftoverWords } from "./leftovers"
import { Outgoing, type Unconfirmed } from "./outgoing"
import { textBytes } from "./padding"
import { sealedSize, type Leftover } from "./seal"

export interface PageLimits {
  page_words: number
  page_bytes: number
}

export class Streams {
  private all: Outgoing[] // in the order of sending; the own one is the last

  constructor(
    readonly own: Outgoing,
    private readonly limits: PageLimits,
  ) {
    this.all = [own]
  }

  // What earlier loads have left goes before everything that this one says.
  takeOver(leftovers: readonly LeftoverWords[]): void {
    const earlier = leftovers.map(({ stream, first, words, holder }) => {
      const outgoing = new Outgoing(stream, first, holder ?? 1)
      for (const { text, at } of words) outgoing.add(text, at, sealedSize(textBytes(text)))
      outgoing.sentBefore()
      return outgoing
    })
    this.all = [...earlier, this.own]
  }

  // The new word's number in the own stream, or null when the page may keep no more: words, bytes,
  // or streams, of which the end of a session names each.
  add(text: string, at: number): number | null {
    const size = sealedSize(textBytes(text))
    const kept = this.unconfirmed()
    const words = kept.reduce((sum, { count }) => sum + count, 0)
    const bytes = kept.reduce((sum, outgoing) => sum + outgoing.size, 0)
    if (words >= this.limits.page_words) return null
    if (words > 0 && bytes + size > this.limits.page_bytes) return null
    if (this.own.confirmed && kept.length >= wire.list_elements) return null
    return this.own.add(text, at, size)
  }

  of(stream: string): Outgoing | undefined {
    return this.all.find((outgoing) => outgoing.stream === stream)
  }

  // The next word to be sent, again or for the first time.
  next(): { of: Outgoing; word: Unconfirmed } | undefined {
    for (const of of this.all) {
      const word = of.next()
      if (word !== undefined) return { of, word }
    }
    return undefined
  }

  resendAll(): void {
    for (const outgoing of this.all) outgoing.resend(1)
  }

  // Everything from this word on, and what was said behind it.
  resend(from: Outgoing, number: number): void {
    from.resend(number)
    for (const behind of this.all.slice(this.all.indexOf(from) + 1)) behind.resend(1)
  }

  // Those of which something is not confirmed, in the order in which it was said.
  unconfirmed(): Outgoing[] {
    return this.all.filter(({ confirmed }) => !confirmed)
  }

  // This one holds the other seat now: what was said for another goes to nobody.
  heldBy(holder: number): Outgoing[] {
    const others = this.unconfirmed().filter((outgoing) => outgoing.holder !== 0 && outgoing.holder !== holder)
    this.own.holder = holder
    return others
  }

  // As an opening announces them.
  leftovers(): Leftover[] {
    const earlier = this.unconfirmed().filter((outgoing) => outgoing !== this.own)
    return earlier.map(({ stream, first, last }) => ({ stream, first, last }))
  }

  // For the load after this one.
  left(): LeftoverWords[] {
    return this.unconfirmed().map((outgoing) => outgoing.left())
  }

  end(): void {
    for (const outgoing of this.all) outgoing.end()
  }
}
