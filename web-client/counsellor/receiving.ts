// Whether this counsellor receives: the own presence as told, the pause after a heavy session, and
// the next visitor as offered. Pure; it knows neither the sessions nor what was asked for.

import type { Choice, Offer, OfferEnd, OfferOver, OwnPresence } from "../generated/protocol"

export interface OpenOffer extends Offer {
  ends: number // on this page's clock
}

export interface Receiving {
  own: OwnPresence | null
  pauseEnds: number // on this page's clock; in the past: no pause
  offer: OpenOffer | null
  over: { reason: OfferEnd; at: number } | null // how the last offer ended, when not by oneself
  mostSessions: number
}

export const beginReceiving: Receiving = { own: null, pauseEnds: 0, offer: null, over: null, mostSessions: 1 }

export function withOwn(receiving: Receiving, own: OwnPresence, now: number): Receiving {
  return { ...receiving, own, pauseEnds: own.pause_seconds > 0 ? now + own.pause_seconds * 1_000 : 0 }
}

export function withOffer(receiving: Receiving, offer: Offer, now: number): Receiving {
  return { ...receiving, over: null, offer: { ...offer, ends: now + offer.within_seconds * 1_000 } }
}

// What was not open here any more (declined, or accepted elsewhere) needs no words.
export function withOfferOver(receiving: Receiving, { session, reason }: OfferOver, asked: boolean, now: number): Receiving {
  const open = receiving.offer?.session === session
  if (!open && !asked) return receiving
  return { ...receiving, offer: open ? null : receiving.offer, over: { reason, at: now } }
}

export function withoutOffer(receiving: Receiving): Receiving {
  return { ...receiving, offer: null, over: null }
}

export function offerSecondsLeft(offer: Pick<OpenOffer, "within_seconds" | "ends">, now: number): number {
  return Math.min(offer.within_seconds, Math.max(0, Math.ceil((offer.ends - now) / 1_000)))
}

// Minutes of the pause that remain, rounded up; 0: there is none.
export function pauseMinutes(receiving: Receiving, now: number): number {
  return Math.max(0, Math.ceil((receiving.pauseEnds - now) / 60_000))
}

const overShown = 30_000

// For a while, how the last offer ended.
export function offerOverSaid({ over }: Receiving, now: number): OfferEnd | null {
  return over !== null && now - over.at < overShown ? over.reason : null
}

// What the middle of an empty console says: one thing, and the one button that goes with it.
export type Invitation = "reading" | "pausing" | "lapsed" | "on_break" | "closed" | "available"

export function invitation(receiving: Receiving, choice: Choice, deskClosed: boolean, now: number): Invitation {
  if (receiving.own === null) return "reading"
  if (pauseMinutes(receiving, now) > 0) return "pausing"
  if (choice !== "available") return receiving.own.lapsed ? "lapsed" : "on_break"
  return deskClosed ? "closed" : "available"
}
