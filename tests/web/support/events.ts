// What the session library tells a page, as tests make it.
import type { SessionEvent, Shown } from "../../../web-client/lib/session"

// Brought to a page on which nothing of it stands.
export function history(session: string, words: Shown[], whole: boolean): Extract<SessionEvent, { type: "history" }> {
  return { type: "history", session, brought: words, words, whole }
}
