// A session that goes to a colleague, or comes from one: whom it could go to, what this counsellor is
// asked, and how the last ask ended. Pure; it knows neither the sessions nor what was asked for.

import type { Colleague, Colleagues, HandedOver, HandOverAsked, HandOverEnd, HandOverOver } from "../generated/protocol"

export interface OpenAsk extends HandOverAsked {
  ends: number // on this page's clock
}

export interface HandingOver {
  colleagues: readonly Colleague[] | null // as last told; null: not asked for
  choosing: string | null // the session for which one is chosen
  asked: OpenAsk | null // of this counsellor
  over: { reason: HandOverEnd | "done"; at: number } | null // how the last ask of either side ended, when not by oneself
}

export const noHandingOver: HandingOver = { colleagues: null, choosing: null, asked: null, over: null }

export type HandingOverTold = Colleagues | HandOverAsked | HandOverOver | HandedOver

// `mine`: this page has asked for it, or has agreed.
export function handingOverTold(before: HandingOver, event: HandingOverTold, mine: boolean, now: number): HandingOver {
  switch (event.type) {
    case "colleagues":
      return { ...before, colleagues: event.colleagues }
    case "hand_over_asked":
      return { ...before, over: null, asked: { ...event, ends: now + event.within_seconds * 1_000 } }
    case "handed_over":
      return { ...withoutAsk(before, event.session), over: { reason: "done", at: now } }
    case "hand_over_over": {
      const known = mine || before.asked?.session === event.session
      const next = withoutAsk(before, event.session)
      return known ? { ...next, over: { reason: event.reason, at: now } } : next
    }
  }
}

// Answered, begun, or gone with the connection.
export function withoutAsk(before: HandingOver, session?: string): HandingOver {
  return session === undefined || before.asked?.session === session ? { ...before, asked: null } : before
}

export function choosing(before: HandingOver, session: string | null): HandingOver {
  return { ...before, choosing: session, colleagues: null, over: null }
}

const overShown = 30_000

// For a while, how the last ask ended.
export function handOverSaid({ over }: HandingOver, now: number): HandOverEnd | "done" | null {
  return over !== null && now - over.at < overShown ? over.reason : null
}
