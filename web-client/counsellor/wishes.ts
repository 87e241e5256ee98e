// What the counsellor asked for and has not been told yet. After each greeting it is asked again;
// every one of these is safe to ask twice. Pure.

import type { CoolReason, FromCounsellor, OwnPresence, Receive, Started } from "../generated/protocol"

export interface Wishes {
  receive: Omit<Receive, "type"> | null // the last choice
  accept: string | null
  take: number | null // the number first asked with, so that a repeated request takes nobody twice
  end: ReadonlySet<string>
  coolDown: ReadonlyMap<string, CoolReason> // an end with its reason
  putBack: ReadonlySet<string>
  extend: ReadonlyMap<string, number> // session -> the guide length that is to be extended
  wrapUp: ReadonlyMap<string, boolean> // session -> heavy
  handOver: ReadonlyMap<string, number> // session -> to which colleague
  takeOver: string | null // a colleague's session
}

export const noWishes: Wishes = {
  receive: null,
  accept: null,
  take: null,
  end: new Set(),
  coolDown: new Map(),
  putBack: new Set(),
  extend: new Map(),
  wrapUp: new Map(),
  handOver: new Map(),
  takeOver: null,
}

// Whether this session's end was asked for, either way.
export function endAsked({ end, coolDown }: Wishes, session: string): boolean {
  return end.has(session) || coolDown.has(session)
}

export function withItem(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  return new Set([...set, item])
}

export function withEntry<Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> {
  return new Map([...map, [key, value]])
}

const keep = (set: ReadonlySet<string>, held: (session: string) => boolean) => new Set([...set].filter(held))
const keepEntries = <Value>(map: ReadonlyMap<string, Value>, held: (session: string) => boolean) =>
  new Map([...map].filter(([session]) => held(session)))

// Only what concerns a session that is still held, and a choice that this desk allows.
export function heldOnly(wishes: Wishes, held: (session: string) => boolean, mostSessions: number): Wishes {
  const { receive } = wishes
  return {
    ...wishes,
    receive: receive && { ...receive, sessions_at_once: Math.min(receive.sessions_at_once, mostSessions) },
    end: keep(wishes.end, held),
    coolDown: keepEntries(wishes.coolDown, held),
    putBack: keep(wishes.putBack, held),
    extend: keepEntries(wishes.extend, held),
    wrapUp: keepEntries(wishes.wrapUp, held),
    handOver: keepEntries(wishes.handOver, held),
  }
}

// A choice is answered when the presence says it. 担当中の相談だけ is a break once nothing is held.
export function afterPresence(wishes: Wishes, own: OwnPresence): Wishes {
  const { receive } = wishes
  if (receive === null || receive.sessions_at_once !== own.sessions_at_once) return wishes
  const said = receive.choice === own.choice || (receive.choice === "only_my_session" && own.choice === "on_break")
  return said ? { ...wishes, receive: null } : wishes
}

// A session that begins answers what it was asked by, and tells the guide length anew.
export function afterStarted(wishes: Wishes, { session, guide_seconds }: Started, known: boolean): Wishes {
  const after = afterGuide(wishes, session, guide_seconds)
  if (known) return after
  if (wishes.takeOver === session) return { ...after, takeOver: null }
  return wishes.accept === session ? { ...after, accept: null } : { ...after, take: null }
}

export function afterGuide(wishes: Wishes, session: string, guideSeconds: number): Wishes {
  const asked = wishes.extend.get(session)
  if (asked === undefined || asked === guideSeconds) return wishes
  return { ...wishes, extend: keepEntries(wishes.extend, (other) => other !== session) }
}

// Answered, one way or the other.
export function afterHandOver(wishes: Wishes, session: string): Wishes {
  return {
    ...wishes,
    handOver: keepEntries(wishes.handOver, (other) => other !== session),
    takeOver: wishes.takeOver === session ? null : wishes.takeOver,
  }
}

// The visitor has spoken: nobody is put back any more.
export function afterVisitorSpoke(wishes: Wishes, session: string): Wishes {
  return wishes.putBack.has(session) ? { ...wishes, putBack: keep(wishes.putBack, (other) => other !== session) } : wishes
}

// What to ask (again) now that this message has come.
export function asksAfter(wishes: Wishes, message: { type: string; session?: string }): FromCounsellor[] {
  const { session = "" } = message
  switch (message.type) {
    case "welcome":
      return [
        ...(wishes.receive === null ? [] : [{ type: "receive" as const, ...wishes.receive }]),
        ...(wishes.accept === null ? [] : [{ type: "accept" as const, session: wishes.accept }]),
        ...(wishes.take === null ? [] : [{ type: "take_next" as const, taken: wishes.take }]),
        ...(wishes.takeOver === null ? [] : [{ type: "accept_hand_over" as const, session: wishes.takeOver }]),
      ]
    case "started": {
      const guide_seconds = wishes.extend.get(session)
      const reason = wishes.coolDown.get(session)
      const colleague = wishes.handOver.get(session)
      return [
        ...(guide_seconds === undefined ? [] : [{ type: "extend" as const, session, guide_seconds }]),
        ...(colleague === undefined ? [] : [{ type: "hand_over" as const, session, colleague }]),
        ...(wishes.putBack.has(session) ? [{ type: "put_back" as const, session }] : []),
        ...(reason === undefined ? [] : [{ type: "cool_down" as const, session, reason }]),
        ...(wishes.end.has(session) ? [{ type: "end" as const, session }] : []),
      ]
    }
    case "ending":
    case "ended": {
      const heavy = wishes.wrapUp.get(session)
      return heavy === undefined ? [] : [{ type: "wrap_up", session, heavy }]
    }
    default:
      return []
  }
}
