// What the console asks the server: for a tap, and again behind a greeting. Pure.

import type { FromCounsellor } from "../generated/protocol"
import type { State, Tap } from "./state"
import { asksAfter } from "./wishes"

// What a tap asks the server at once; `state` is the one after it.
export function asked({ wishes }: State, tap: Tap): FromCounsellor[] {
  switch (tap.type) {
    case "receive":
      return [tap]
    case "accept":
      return wishes.accept === null ? [] : [{ type: "accept", session: wishes.accept }]
    case "take":
      return wishes.take === null ? [] : [{ type: "take_next", taken: wishes.take }]
    case "extend": {
      const guide_seconds = wishes.extend.get(tap.session)
      return guide_seconds === undefined ? [] : [{ type: "extend", session: tap.session, guide_seconds }]
    }
    case "end":
    case "put_back":
      return [{ type: tap.type, session: tap.session }]
    case "wrap_up":
    case "cool_down":
    case "hand_over":
      return [tap]
    case "ask_colleagues":
      return [{ type: "ask_colleagues" }]
    case "accept_hand_over":
    case "decline_hand_over":
      return [{ type: tap.type, session: tap.session }]
    default:
      return []
  }
}

// What to ask (again) now that this message has come.
export function asks(state: State, message: { type: string; session?: string }): FromCounsellor[] {
  return asksAfter(state.wishes, message)
}
