// A clock that stands still until the test moves it. Calls happen in the order of their times; those
// of the same time in the order in which they were asked for.

import type { Clock } from "../../../web-client/lib/clock"

interface Alarm {
  at: number
  order: number
  call: () => void
}

export class TestClock implements Clock {
  private time = 0
  private wall = 1_000_000 // what the wall shows when time is 0
  private order = 0
  private alarms: Alarm[] = []

  now(): number {
    return this.wall + this.time
  }

  after(milliseconds: number, call: () => void): () => void {
    const alarm = { at: this.time + milliseconds, order: this.order++, call }
    this.alarms.push(alarm)
    return () => { this.alarms = this.alarms.filter((other) => other !== alarm) }
  }

  // When the next call is due, in its own time, or null.
  next(): number | null {
    return this.alarms.reduce<number | null>((least, { at }) => (least === null || at < least ? at : least), null)
  }

  // Lets time pass, with all that is due in it.
  pass(milliseconds: number): void {
    const end = this.time + milliseconds
    for (let alarm = this.dueBy(end); alarm !== undefined; alarm = this.dueBy(end)) {
      const due = alarm
      this.alarms = this.alarms.filter((other) => other !== due)
      this.time = Math.max(this.time, due.at)
      due.call()
    }
    this.time = end
  }

  // The wall clock moves and no timer runs: the device slept, or was set.
  jump(milliseconds: number): void {
    this.wall += milliseconds
  }

  private dueBy(end: number): Alarm | undefined {
    return this.alarms
      .filter(({ at }) => at <= end)
      .sort((one, other) => one.at - other.at || one.order - other.order)[0]
  }
}

// Lets everything that only waits for promises come to rest.
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}
