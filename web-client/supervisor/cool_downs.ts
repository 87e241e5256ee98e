// The cool-downs of the shift as a supervisor reads them: when each began, what is left of it, and what
// may still be found. Pure.

import type { PastCoolDown, Verdict } from "../generated/protocol"
import type { State } from "./state"

export interface ReadCoolDown {
  told: PastCoolDown
  began: number
  minutesLeft: number // begun ones; 0: it is over
  verdicts: readonly Verdict[] // that may still be given
}

export function readCoolDowns({ coolDowns, coolDownsAt }: State, now: number): ReadCoolDown[] {
  return coolDowns.map((told) => {
    const left = told.left_seconds - Math.floor(Math.max(0, now - coolDownsAt) / 1_000)
    return {
      told,
      began: coolDownsAt - told.ago_seconds * 1_000,
      minutesLeft: Math.max(0, Math.ceil(left / 60)),
      verdicts: told.verdict === undefined ? ["upheld", "lifted"] : told.verdict === "upheld" ? ["lifted"] : [],
    }
  })
}
