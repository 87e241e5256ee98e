// When the day's figures are asked for: at once, every half minute while somebody looks, and soon
// after an act on the shift. It knows neither figures nor page; time and the question are handed in.

import type { Clock } from "../lib/clock"

const every = 30_000
const rowsTake = 1_500 // from a fact to its row, with room for a slow disk

export interface CountingParts {
  clock: Clock
  visible(): boolean
  ask(): Promise<void> // settles when answered, or when it gives up
}

export class Counting {
  private running = false
  private due = 0 // on the wall clock, so that a device that slept asks at once
  private asking = false
  private cancel: (() => void) | null = null

  constructor(private readonly parts: CountingParts) {}

  start(): void {
    this.running = true
    this.due = this.parts.clock.now()
    this.look()
  }

  stop(): void {
    this.running = false
    this.cancel?.()
    this.cancel = null
  }

  // Something has happened that will be in the figures in a moment.
  soon(): void {
    this.due = Math.min(this.due, this.parts.clock.now() + rowsTake)
    this.look()
  }

  // The page is looked at again.
  look(): void {
    this.cancel?.()
    this.cancel = null
    if (!this.running || this.asking || !this.parts.visible()) return
    const wait = this.due - this.parts.clock.now()
    if (wait > 0) this.cancel = this.parts.clock.after(wait, () => this.look())
    else void this.ask()
  }

  // What becomes due meanwhile is asked for after the answer, never beside it.
  private async ask(): Promise<void> {
    this.asking = true
    this.due = this.parts.clock.now() + every
    await this.parts.ask()
    this.asking = false
    this.look()
  }
}
