// What travels inside a session, as its page hears and says it. It knows nothing of what is done
// about it.

import type {
  AskHistory,
  AskOpening,
  Ended,
  Ending,
  Finished,
  History,
  HistoryAsked,
  Hold,
  Members,
  Missing,
  Opening,
  OpeningAsked,
  PeerAway,
  PeerBack,
  Received,
  Release,
  SendHistory,
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
  | HistoryAsked
  | History
  | PeerAway
  | PeerBack
  | Hold
  | Release
  | Typing
  | Ending
  | Ended

export type FromSession = SendOpening | SendWord | Received | Missing | AskOpening | AskHistory | SendHistory | Finished | Typing

const types: ReadonlySet<string> = new Set<ToSession["type"]>([
  "started",
  "members",
  "opening",
  "word",
  "received",
  "missing",
  "opening_asked",
  "history_asked",
  "history",
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
