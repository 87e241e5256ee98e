// What is asked of this page before it may ask for a place again: to solve something, or only to
// wait. What to solve with is loaded only now; without it the page waits.

import type { Puzzle } from "../generated/protocol"
import type { Clock } from "../lib/clock"
import { fromBase64url } from "../lib/random"

export class Puzzling {
  private stop = () => {}

  constructor(
    private readonly clock: Clock,
    private readonly done: (solution: number | null) => void, // null: waited; at most once for each puzzle
  ) {}

  begin({ salt, bits, wait_seconds }: Puzzle): void {
    this.forget()
    let wanted = true
    const end = (solution: number | null) => {
      if (!wanted) return
      this.forget()
      this.done(solution)
    }
    const forgetWait = this.clock.after(wait_seconds * 1_000, () => end(null))
    this.stop = () => {
      wanted = false
      forgetWait()
    }
    if (bits === 0) return
    void import("../lib/puzzle").then(({ solve }) => solve(fromBase64url(salt), bits, () => wanted)).then(
      (solution) => { if (solution !== null) end(solution) },
      () => {},
    )
  }

  // Another connection, or none any more.
  forget(): void {
    this.stop()
  }
}
