// What travels inside a session, as its page hears and says it. It knows nothing of what is done
// about it.

import type {
  AskOpening,
  Ended,
  Ending,
  Finished,
  Hold,
  Members,
  Missing,
  Opening,
  OpeningAsked,
  PeerAway,
  PeerBack,
  Received,
  Release,
  SendOpening,
  SendWord,
  Started,
  Typing,
  Word,
} from "../generated/protocol"

export type ToSession =
  | Started
  | Members
  | Opening
  | Word
  | Received
  | Missing
  | OpeningAsked
  | PeerAway
  | PeerBack
  | Hold
  | Release
  | Typing
  | Ending
  | Ended

export type FromSession = SendOpening | SendWord | Received | Missing | AskOpening | Finished | Typing

const types: ReadonlySet<string> = new Set<ToSession["type"]>([
  "started",
  "members",
  "opening",
  "word",
  "received",
  "missing",
  "opening_asked",
  "peer_away",
  "peer_back",
  "hold",
  "release",
  "typing",
  "ending",
  "ended",
])

// Which messages of a role belong to a session; each names it in `session`.
export function isSessionMessage(message: { type: string }): message is ToSession {
  return types.has(message.type)
}
