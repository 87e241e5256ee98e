// What the other person's streams have brought to this load: which number is shown next, what is
// missing, and what is to be confirmed. Words are shown without a hole and each once; a word beyond
// a hole is not kept, it comes again with those before it. It knows neither keys nor texts.

import type { Leftover, OpeningContent } from "./seal"

export interface Mark {
  stream: string
  number: number
}

interface Stream {
  next: number // to be shown
  seen: number // the newest number that somebody sent
  begun: boolean // something of it was shown here, so a number passed over is a hole
}

interface Load {
  stream: string
  leftovers: Leftover[]
}

export class Incoming {
  private readonly streams = new Map<string, Stream>()
  private readonly loads = new Map<string, Load>()
  private readonly toConfirm = new Set<string>()
  private members: ReadonlyMap<string, boolean> = new Map()

  // The loads that can send something again, and whether they are there.
  setMembers(members: ReadonlyMap<string, boolean>): void {
    this.members = members
  }

  // An opening says where its streams begin. Answers with "hole" when its sender no longer has
  // something that was still to be shown here.
  opened(load: string, content: OpeningContent): "whole" | "hole" {
    this.loads.set(load, { stream: content.stream, leftovers: content.leftovers })
    let hole = this.begin(content.stream, content.first)
    for (const leftover of content.leftovers) {
      hole = this.begin(leftover.stream, leftover.first) || hole
      hole = this.endsAt(leftover) || hole
    }
    return this.giveUpLost() || hole ? "hole" : "whole"
  }

  // What to do with a word of this load: "next" is opened and shown, "known" was shown already,
  // "later" has a hole before it, "foreign" is of no stream that this load may speak in.
  place(load: string, { stream, number }: Mark): "next" | "known" | "later" | "foreign" {
    const known = this.streams.get(stream)
    if (known !== undefined && number < known.next) return "known"
    if (known === undefined || !this.speaks(load, stream)) return "foreign"
    if (number > known.next) return "later"
    return this.waitsForLeftovers(load, stream) ? "later" : "next"
  }

  shown({ stream, number }: Mark): void {
    const known = this.streams.get(stream)
    if (known === undefined || number !== known.next) throw new Error("shown out of order")
    known.next = number + 1
    known.seen = Math.max(known.seen, number)
    known.begun = true
    this.toConfirm.add(stream)
  }

  // Its sender has not heard yet that it was shown.
  again({ stream }: Mark): void {
    this.toConfirm.add(stream)
  }

  // A confirmation may have been lost with the connection: all are due once more.
  allAgain(): void {
    for (const [name, stream] of this.streams) if (stream.begun) this.toConfirm.add(name)
  }

  // There is a word that could not be shown yet.
  missed({ stream, number }: Mark): void {
    const known = this.streams.get(stream)
    if (known !== undefined) known.seen = Math.max(known.seen, number)
  }

  // What to ask for: the first missing number of each stream that somebody present can send again.
  gaps(): Mark[] {
    const gaps = new Map<string, Mark>()
    for (const [name, load] of this.loads) {
      if (this.members.get(name) !== true) continue
      for (const { stream, last } of load.leftovers) {
        const { next, seen } = this.known(stream)
        if (next <= Math.max(seen, last)) gaps.set(stream, { stream, number: next })
      }
      const { next, seen } = this.known(load.stream)
      if (next <= seen) gaps.set(load.stream, { stream: load.stream, number: next })
    }
    return [...gaps.values()]
  }

  // The confirmations that are due, each told once.
  confirmations(): Mark[] {
    const marks = [...this.toConfirm].map((stream) => ({ stream, number: this.known(stream).next - 1 }))
    this.toConfirm.clear()
    return marks
  }

  // True when numbers are passed over that should have been shown here.
  private begin(stream: string, first: number): boolean {
    const known = this.streams.get(stream)
    if (known === undefined) {
      this.streams.set(stream, { next: first, seen: first - 1, begun: false })
      return false
    }
    if (first <= known.next) return false
    known.next = first
    known.seen = Math.max(known.seen, first - 1)
    return known.begun
  }

  // Behind the last number of a leftover nothing comes any more: its page had no time to keep it. True
  // when there was something.
  private endsAt({ stream, last }: Leftover): boolean {
    const known = this.known(stream)
    const end = Math.max(last, known.next - 1)
    if (known.seen <= end) return false
    known.seen = end
    return true
  }

  // Streams with a hole that no member can fill any more. True when there was one.
  private giveUpLost(): boolean {
    const held = new Set<string>()
    for (const [name, load] of this.loads) {
      if (!this.members.has(name)) continue
      held.add(load.stream)
      for (const { stream } of load.leftovers) held.add(stream)
    }
    let lost = false
    for (const [name, stream] of this.streams) {
      if (held.has(name) || stream.seen < stream.next) continue
      stream.seen = stream.next - 1
      lost = true
    }
    return lost
  }

  private speaks(load: string, stream: string): boolean {
    const known = this.loads.get(load)
    if (known === undefined) return false
    return known.stream === stream || known.leftovers.some((leftover) => leftover.stream === stream)
  }

  // What was said before a reload is shown before what was said after it.
  private waitsForLeftovers(load: string, stream: string): boolean {
    const leftovers = this.loads.get(load)?.leftovers ?? []
    for (const leftover of leftovers) {
      if (leftover.stream === stream) return false
      if (this.known(leftover.stream).next <= leftover.last) return true
    }
    return false
  }

  private known(stream: string): Stream {
    const known = this.streams.get(stream)
    if (known === undefined) throw new Error("a stream without an opening")
    return known
  }
}
