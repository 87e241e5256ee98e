// The line as a supervisor reads it: who is how-many-th. Pure.

import type { Overview, Place } from "../generated/protocol"

export interface Numbered {
  place: Place
  number: number | null // parked places count in nobody's position
}

export function numbered(line: readonly Place[]): Numbered[] {
  let number = 0
  return line.map((place) => ({ place, number: place.state === "parked" ? null : (number += 1) }))
}

// Places that the overview counts and its list, which is cut, does not name.
export function notListed({ waiting, parked, line }: Overview): number {
  return Math.max(0, waiting + parked - line.length)
}

// Only somebody in the usual band can be moved up.
export function mayMoveUp(place: Place): boolean {
  return !place.front_band
}
