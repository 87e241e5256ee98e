// Watches what stands on one page's screen and writes down each change of it: a word of another
// person that is shown, one of before this page came, an own word and what it says of its delivery, a sentence that something is
// missing. It looks only at the lines of the state, as the view does.

import type { Line } from "../../../web-client/talk/lines"

export type Write = (event: string, more: object) => void

// What a text is known by: its first part, unique in an evening.
export function tokenOf(text: string): string {
  const end = text.indexOf(" ")
  return end < 0 ? text : text.slice(0, end)
}

export class Screen {
  private lines: readonly Line[] = []
  private readonly states = new Map<string, string>() // id of a line -> state it was last seen in
  private readonly sessions = new Map<string, string>() // id -> session

  constructor(private readonly write: Write) {}

  shows(session: string, lines: readonly Line[]): void {
    const before = this.lines
    if (lines === before) return
    this.lines = lines
    for (let at = 0; at < lines.length; at += 1) {
      const line = lines[at]!
      if (line === before[at]) continue // a long conversation is looked through at each word of it
      const state = line.kind === "word" ? line.state : "said"
      if (this.states.get(line.id) === state) continue
      const fresh = !this.states.has(line.id)
      this.states.set(line.id, state)
      if (fresh) this.sessions.set(line.id, session)
      this.changed(this.sessions.get(line.id)!, line, fresh)
    }
  }

  private changed(session: string, line: Line, fresh: boolean): void {
    if (line.kind === "said") {
      if (line.said === "gap") this.write("gap", { session })
      if (line.said === "sealed") this.write("unreadable", { session })
      return
    }
    const { stream, number, state } = line
    const word = { session, stream, number, token: tokenOf(line.text) }
    if (line.past) {
      if (fresh) this.write("history", { ...word, mine: line.mine })
      return
    }
    if (!line.mine) {
      if (fresh) this.write("shown", word)
      return
    }
    if (fresh) this.write("said", word)
    if (state !== "sending") this.write("marked", { ...word, state })
  }
}

// Whether an own word is still on its way.
export function sends(lines: readonly Line[]): boolean {
  return lines.some((line) => line.kind === "word" && line.mine && line.state === "sending")
}

export function lastScreen(lines: readonly Line[]): object[] {
  return lines.flatMap((line) =>
    line.kind === "word" ? [{ token: tokenOf(line.text), mine: line.mine, state: line.state }] : [],
  )
}
