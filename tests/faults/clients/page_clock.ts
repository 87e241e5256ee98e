// The clock of one page: real time, but it can stand still (a frozen tab: what fell due meanwhile
// comes when it thaws) and it ends with its page. It knows nothing of what is timed.

import type { Clock } from "../../../web-client/lib/clock"

export class PageClock implements Clock {
  private readonly timers = new Set<NodeJS.Timeout>()
  private due: (() => void)[] = []
  private frozen = false
  private over = false

  now(): number {
    return Date.now()
  }

  after(milliseconds: number, call: () => void): () => void {
    let live = true
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      this.run(() => {
        if (live) call()
      })
    }, milliseconds)
    this.timers.add(timer)
    return () => {
      live = false
      this.timers.delete(timer)
      clearTimeout(timer)
    }
  }

  // Something reaches the page from outside: at once, when it thaws, or never.
  run(call: () => void): void {
    if (this.over) return
    if (this.frozen) this.due.push(call)
    else call()
  }

  freeze(): void {
    this.frozen = true
  }

  thaw(): void {
    this.frozen = false
    const due = this.due
    this.due = []
    for (const call of due) this.run(call)
  }

  end(): void {
    this.over = true
    this.due = []
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
  }
}
