// Time as the library sees it: the hour on the wall, and one way to be called later. A test hands
// in a clock of its own. It knows nothing of what is timed.

export interface Clock {
  now(): number // milliseconds of wall time; jumps when a device has slept
  after(milliseconds: number, call: () => void): () => void // answers with how to take it back
}

export const browserClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds)
    return () => clearTimeout(timer)
  },
}
