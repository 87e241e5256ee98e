// The question for the day's figures, and what an answer means. It keeps nothing.

import type { Refusal, Today } from "../generated/protocol"
import type { Event } from "./state"

const patience = 10_000

export type Counted = Extract<Event, { type: "counted" | "not_counted" }>

// No answer at all is no news of the database: the page's connection tells of a lost network.
export async function countToday(desk: string): Promise<Counted | null> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), patience)
  try {
    const response = await fetch(`/api/v1/desks/${desk}/today`, { cache: "no-store", signal: stop.signal })
    if (response.ok) return { type: "counted", today: (await response.json()) as Today }
    const { reason } = (await response.json()) as Refusal
    return { type: "not_counted", why: reason }
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
