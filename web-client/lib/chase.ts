// When to ask again: for words that are missing and for openings that have not come. It asks at once
// for a new hole, and later only when nothing has moved, ever more rarely, because on a bad line an
// answer may simply be slow and asking brings it twice. It knows no keys and no texts.

import type { Clock } from "./clock"
import type { Mark } from "./incoming"
import type { OpeningContent } from "./seal"

// An answer needs one round trip of a bad line.
const shortestWait = 2_000
const longestWait = 16_000

// Longer than the return of a page that is there takes: then the screen says it.
const patience = 10_000

export interface ChaseEvents {
  gaps(): Mark[]
  unopened(): string[] // present loads whose opening is missing
  askForWords(mark: Mark): void
  askForOpening(load: string): void
  unreadable(): void
}

interface Asked {
  number: number
  at: number
  wait: number
}

export class Chase {
  private readonly words = new Map<string, Asked>() // by stream
  private readonly openings = new Map<string, Asked>() // by load
  private readonly presentSince = new Map<string, number>() // by load
  private cancel: (() => void) | null = null
  private stopped = false

  constructor(
    private readonly clock: Clock,
    private readonly events: ChaseEvents,
  ) {}

  // A word came that has a hole before it.
  hole(gaps: Mark[]): void {
    for (const { stream, number } of gaps) {
      if (this.words.get(stream)?.number !== number) this.words.delete(stream)
    }
    this.look()
  }

  // This page's own connection was away; it cannot say that the others let it wait.
  greeted(): void {
    this.presentSince.clear()
  }

  // What is missing is on its way.
  progress(stream: string): void {
    const asked = this.words.get(stream)
    if (asked === undefined) return
    asked.at = this.clock.now()
    asked.wait = shortestWait
  }

  // Leftovers come right behind their opening.
  opened(load: string, { leftovers }: OpeningContent): void {
    this.presentSince.delete(load)
    const at = this.clock.now()
    for (const { stream, first } of leftovers) {
      if (!this.words.has(stream)) this.words.set(stream, { number: first, at, wait: shortestWait })
    }
  }

  // Asks for what is due, and looks again as long as something is missing.
  look(): void {
    if (this.stopped) return
    const now = this.clock.now()
    const gaps = this.events.gaps()
    for (const gap of gaps) {
      if (this.due(this.words, gap.stream, gap.number, now)) this.events.askForWords(gap)
    }
    const unopened = this.events.unopened()
    for (const load of this.presentSince.keys()) {
      if (!unopened.includes(load)) this.presentSince.delete(load)
    }
    for (const load of unopened) {
      const since = this.presentSince.get(load) ?? now
      this.presentSince.set(load, since)
      if (now - since >= patience) this.events.unreadable()
      if (this.due(this.openings, load, 0, now)) this.events.askForOpening(load)
    }
    if (gaps.length > 0 || unopened.length > 0) this.lookAgain()
  }

  stop(): void {
    this.stopped = true
    this.cancel?.()
  }

  private due(asked: Map<string, Asked>, name: string, number: number, now: number): boolean {
    const before = asked.get(name)
    if (before !== undefined && now - before.at < before.wait) return false
    const wait = before === undefined ? shortestWait : Math.min(before.wait * 2, longestWait)
    asked.set(name, { number, at: now, wait })
    return true
  }

  private lookAgain(): void {
    this.cancel ??= this.clock.after(shortestWait, () => {
      this.cancel = null
      this.look()
    })
  }
}
