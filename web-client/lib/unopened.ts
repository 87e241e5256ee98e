// Words that came before the opening of their load, in order, within the limits of a page. It does
// not know how they are opened.

import type { Word } from "../generated/protocol"
import type { Mark } from "./incoming"
import type { SessionOptions } from "./session"

interface Waiting {
  words: Word[]
  passedOver: Mark[] // the newest of each stream that may not wait here; they come again
}

export class Unopened {
  private readonly waiting = new Map<string, Waiting>() // by load
  private words = 0
  private size = 0

  constructor(private readonly limits: SessionOptions["limits"]) {}

  // The loads whose opening is missing.
  loads(): string[] {
    return [...this.waiting.keys()]
  }

  waitFor(load: string): void {
    if (!this.waiting.has(load)) this.waiting.set(load, { words: [], passedOver: [] })
  }

  keep(word: Word): void {
    const size = this.size + word.sealed.length
    if (this.words >= this.limits.page_words || size > this.limits.page_bytes) {
      this.passOver(word)
      return
    }
    this.of(word.load).words.push(word)
    this.words += 1
    this.size = size
  }

  // This word is not kept; after the opening it is asked for.
  passOver({ load, stream, number }: Word): void {
    const { passedOver } = this.of(load)
    const mark = passedOver.find((passed) => passed.stream === stream)
    if (mark === undefined) passedOver.push({ stream, number })
    else mark.number = Math.max(mark.number, number)
  }

  // The opening of this load is here.
  take(load: string): Waiting {
    const taken = this.waiting.get(load) ?? { words: [], passedOver: [] }
    this.waiting.delete(load)
    this.words -= taken.words.length
    for (const word of taken.words) this.size -= word.sealed.length
    return taken
  }

  // Drops the loads whose words can never be opened. True when one of these does not come again
  // either.
  forget(gone: (load: string) => boolean, comesAgain: (mark: Mark) => boolean): boolean {
    let lost = false
    for (const load of this.loads().filter(gone)) {
      const { words, passedOver } = this.take(load)
      lost = ![...words, ...passedOver].every(comesAgain) || lost
    }
    return lost
  }

  private of(load: string): Waiting {
    this.waitFor(load)
    return this.waiting.get(load) as Waiting
  }
}
