// What each part of the supervisor's page is given. Types only.

import type { MoveReason, Verdict } from "../generated/protocol"
import type { Act, State } from "./state"

export interface Screen {
  state: State
  desk: string
  act(act: Act): void
  moveUp(ticket: number, reason: MoveReason): void
  review(session: string, verdict: Verdict): void
  signOut(): void
}
