// How often a sentence that keeps changing is read aloud. Pure; it knows no element.

export const pause = 30_000 // a line that moves must not talk over everything else

export interface Said {
  about: string // what kind of sentence it was; another kind is news and does not wait
  at: number
}

// Milliseconds before the next sentence may be said.
export function waitBefore(said: Said, about: string, now: number): number {
  return said.about === about ? Math.max(0, said.at + pause - now) : 0
}
