// Who writes just now. For this person it says so at most every few seconds, for the other it is
// told until some seconds of silence or a word. It carries no content and knows no page.

import type { Clock } from "./clock"

// One signal in three seconds is enough for a sign that stands for five.
const signalEvery = 3_000
const signFor = 5_000

export class Writing {
  private saidAt: number | null = null
  private sign = false
  private cancel: (() => void) | null = null

  constructor(
    private readonly clock: Clock,
    private readonly say: () => boolean, // false while nothing can be sent
    private readonly tell: (typing: boolean) => void,
  ) {}

  // This person has pressed a key.
  wrote(): void {
    const now = this.clock.now()
    const since = this.saidAt === null ? signalEvery : now - this.saidAt
    if (since >= 0 && since < signalEvery) return // below zero: the clock was set
    if (this.say()) this.saidAt = now
  }

  // The other one writes.
  heard(): void {
    this.cancel?.()
    this.cancel = this.clock.after(signFor, () => this.over())
    this.show(true)
  }

  // A word has come, or nobody is there to write one.
  over(): void {
    this.cancel?.()
    this.cancel = null
    this.show(false)
  }

  private show(sign: boolean): void {
    if (this.sign === sign) return
    this.sign = sign
    this.tell(sign)
  }
}
