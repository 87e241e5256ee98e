// The time of day as a signal, for waits and clocks that go on between two messages.

import { signal } from "@preact/signals"

export const now = signal(Date.now())

export function keepTime(): void {
  setInterval(() => { now.value = Date.now() }, 1_000)
}
