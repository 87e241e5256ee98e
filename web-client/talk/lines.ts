// What stands in a conversation on one screen, from top to bottom: words and the sentences between
// them. Pure; it knows neither page nor network, and not whose screen it is.

import { merged } from "../lib/merged"
import type { SessionEvent, Shown } from "../lib/session"

export interface WordLine extends Shown {
  kind: "word"
  id: string
  who?: string // the other person at that time; absent: as now
}

// `said` names a sentence of the text catalogue, so that a change of language changes it too.
export interface SaidLine<Sentence extends string = string> {
  kind: "said"
  id: string
  said: Sentence
  at: number
}

export type Line<Sentence extends string = string> = WordLine | SaidLine<Sentence>

export function withSaid<S extends string>(lines: readonly Line<S>[], said: S, at: number): readonly Line<S>[] {
  return [...lines, { kind: "said", id: `said ${lines.length} ${at}`, said, at }]
}

// The session library tells each word once and in order; a repetition is shown once all the same.
export function withWord<S extends string>(lines: readonly Line<S>[], word: Shown & Pick<WordLine, "who">): readonly Line<S>[] {
  const id = `${word.stream} ${word.number}`
  if (lines.some((line) => line.id === id)) return lines
  return [...lines, { ...word, kind: "word", id }]
}

// What was said before this page came stands above all else, and what was said while it was left for another
// one, where it was said. That something of it is nowhere any more
// is said in the place where the page has said that it is not here.
export function withHistory<S extends string>(
  lines: readonly Line<S>[],
  { brought, whole }: Extract<SessionEvent, { type: "history" }>,
  former: S,
  gone: S,
  at: number,
): readonly Line<S>[] {
  const here = lines.filter((line) => line.kind !== "said" || line.said !== former)
  const past = brought.reduce<readonly Line<S>[]>(withWord, [])
  const all = merged(here, past, (line) => (line.kind === "word" ? line : null))
  return whole ? all : [...withSaid([], gone, brought[0]?.at ?? at), ...all]
}

export function withoutWord<S extends string>(lines: readonly Line<S>[], id: string): readonly Line<S>[] {
  return lines.filter((line) => line.id !== id)
}

// How far own words have come.
export function afterDelivery<S extends string>(
  lines: readonly Line<S>[],
  event: Extract<SessionEvent, { type: "delivered" | "could_not_send" }>,
): readonly Line<S>[] {
  return lines.map((line) => {
    if (line.kind !== "word" || !line.mine || line.stream !== event.stream) return line
    if (event.type === "delivered") return line.number <= event.upTo && line.state === "sending" ? { ...line, state: "delivered" } : line
    return line.number >= event.from && line.state === "sending" ? { ...line, state: "could_not_send" } : line
  })
}

// Their session is over, and nothing more is heard of them.
export function withoutHope<S extends string>(lines: readonly Line<S>[]): readonly Line<S>[] {
  return lines.map((line) => (line.kind === "word" && line.mine && line.state === "sending" ? { ...line, state: "could_not_send" } : line))
}

// A run is what one person said without a pause; name and time stand once for each.
const runPause = 5 * 60_000

export interface Place {
  first: boolean // of its run
  last: boolean // of its run: the time stands here
  delivery: boolean // the state of delivery stands here
  newDay: boolean
}

export function places(lines: readonly Line[]): Place[] {
  const said = new Set<string>() // states already written further down
  const result: Place[] = new Array(lines.length)
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at]!
    const newDay = at === 0 || dayOf(lines[at - 1]!.at) !== dayOf(line.at)
    if (line.kind === "said") {
      result[at] = { first: false, last: false, delivery: false, newDay }
      continue
    }
    const delivery = line.mine && (line.state === "could_not_send" || !said.has(line.state))
    if (line.mine) said.add(line.state)
    result[at] = { first: !sameRun(lines[at - 1], line), last: !sameRun(lines[at + 1], line), delivery, newDay }
  }
  return result
}

function sameRun(one: Line | undefined, other: WordLine): boolean {
  return one?.kind === "word" && one.mine === other.mine && Math.abs(one.at - other.at) < runPause
}

function dayOf(at: number): string {
  return new Date(at).toDateString()
}
