// What one consultation's exchange tells its page: words as they stand on the screen, and what becomes
// of them. It knows nothing of how it is shown.

import type { EndReason } from "../generated/protocol"

export interface Shown {
  stream: string
  number: number
  mine: boolean
  text: string
  at: number // wall time, when it was said here or shown here
  state: "sending" | "delivered" | "could_not_send"
  past?: true // it was said before this page came, and another one has brought it
  former?: true // by the counsellor who held this seat before
}

// `begun` comes again when a greeting takes an `ending` back; `delivered` covers all of the stream
// up to its number, `could_not_send` all from its number on. `typing` is of the other person.
// `renewed`: the other person's page is another one than before, and this page locks for it from now on.
// `next_counsellor`: so it is, and it is another counsellor's.
// `history`: what was said before this page came, or while it was left for another one: all that was `brought`, in
// order, and of it the `words` that did not stand here; `whole` when it is from the
// beginning. `history_wanted`: the other page, back after a while or another counsellor's, has none until it is given.
// `leftovers_lost`: words that an earlier load had not brought through cannot be opened any more.
export type SessionEvent =
  | { type: "begun"; session: string; alias: string }
  | { type: "word"; session: string; word: Shown; load?: string } // `load`: that has said it
  | { type: "delivered"; session: string; stream: string; upTo: number }
  | { type: "could_not_send"; session: string; stream: string; from: number }
  | { type: "peer"; session: string; here: boolean }
  | { type: "renewed" | "next_counsellor"; session: string }
  | { type: "typing"; session: string; typing: boolean }
  | { type: "history"; session: string; brought: Shown[]; words: Shown[]; whole: boolean }
  | { type: "history_wanted"; session: string; wanted: boolean }
  | { type: "leftovers_lost"; session: string }
  | { type: "missing"; session: string }
  | { type: "unreadable"; session: string }
  | { type: "held"; session: string; held: boolean }
  | { type: "ending"; session: string; reason: EndReason }
  | { type: "ended"; session: string; reason: EndReason }
