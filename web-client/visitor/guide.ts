// When the page says that the time of a session comes to its end: five minutes before its guide
// length, counted from what the server said by a clock that nobody sets. It ends nothing.

import type { Guide, Started } from "../generated/protocol"
import type { Clock } from "../lib/clock"

const before = 5 * 60 // seconds; the sentence says so
const stillTrue = 2 * 60 // "about five minutes" is true for so long; a page that comes later says nothing

// Seconds until the sentence is due, or null when its time is past.
export function untilNearEnd(talkingSeconds: number, guideSeconds: number): number | null {
  const until = guideSeconds - before - talkingSeconds
  if (until > 0) return until
  return until > -stillTrue ? 0 : null
}

// Does not jump when the phone's clock is set. It may stand still while a phone sleeps; the greeting
// after that restates the time.
export const monotonic: Clock = {
  now: () => performance.now(),
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds)
    return () => clearTimeout(timer)
  },
}

export class GuideTimer {
  private session = ""
  private beganAt = 0
  private said = "" // the session and length that it was said for
  private cancel: (() => void) | null = null

  constructor(
    private readonly clock: Clock,
    private readonly nearEnd: (session: string) => void,
  ) {}

  // The session begins, or is restated.
  started({ session, talking_seconds, guide_seconds }: Pick<Started, "session" | "talking_seconds" | "guide_seconds">): void {
    this.session = session
    this.beganAt = this.clock.now() - talking_seconds * 1_000
    this.plan(guide_seconds)
  }

  moved({ session, guide_seconds }: Pick<Guide, "session" | "guide_seconds">): void {
    if (session === this.session) this.plan(guide_seconds)
  }

  stop(): void {
    this.cancel?.()
    this.cancel = null
  }

  private plan(guideSeconds: number): void {
    this.stop()
    const name = `${this.session} ${guideSeconds}`
    const until = untilNearEnd((this.clock.now() - this.beganAt) / 1_000, guideSeconds)
    if (until === null || this.said === name) return
    this.cancel = this.clock.after(until * 1_000, () => {
      const due = untilNearEnd((this.clock.now() - this.beganAt) / 1_000, guideSeconds)
      if (due === null) return
      if (due >= 1) return this.plan(guideSeconds) // a timer may be early
      this.said = name
      this.nearEnd(this.session)
    })
  }
}
