// What was said before a page came: words that were confirmed, from the page that has them to the one
// that comes anew, chunk by chunk behind live words, at the reader's pace. Whether a page may have
// them is decided here, by the one that would lock them. Loaded only when a page has come anew, and
// so that it is one file, it imports nothing but types; it knows no socket and no screen.

import type { History as Chunk, HistoryAsked, Member } from "../generated/protocol"
import type { Clock } from "./clock"
import type { Bytes } from "./keys"
import type { Sealer } from "./seal"
import type { SessionEvent, Shown } from "./session_event"
import type { FromSession } from "./session_messages"

const mostChunks = 64 // 1 MiB: more than two people write in an evening; the oldest words go first

// So long after its former load was last seen the visitor's page gets them by itself; later somebody
// else may hold the phone, and the counsellor decides.
const byItself = 60 // seconds

const firstWait = 2_000
const longestWait = 60_000 // a counsellor may take their time

type SendHistory = Extract<FromSession, { type: "history" }>

export interface HistoryOptions {
  session: string
  sealer: Sealer
  clock: Clock
  whole: boolean // this load is here from the beginning
  send(message: FromSession): boolean
  sendBehind(make: () => Promise<Omit<SendHistory, "membership">>): void // what this page still has to say goes first
  chunkBytes: number // at most so many are locked at once
  unreadable(): void
  isNotOpened(error: unknown): boolean // what `sealer` throws for a text that is not what it says
  emit(event: SessionEvent): void
}

// A word that stands here, and who held the other seat when it was said (0: before anybody was met).
export interface Stood {
  word: Shown
  holder: number
}

// The other load, as it was told, and what was confirmed here before it came.
export interface Newcomer {
  member: Member
  before: readonly Stood[]
}

export class History {
  private other: Newcomer | null = null
  private whole: boolean // this page has everything since the beginning
  private wanted: boolean // and else waits for what the other page has
  private got: Uint8Array[] = [] // chunks 1, 2, …
  private count = 0 // of them, as it was told with the first
  private wait = firstWait
  private cancel: (() => void) | null = null
  private chunks: Bytes[] | null = null // for the other load
  private asked: number | null = null // a chunk that waits for the counsellor's tap
  private agreed = false
  private readonly decided = new Map<number, boolean>() // for another counsellor, by holder
  private withheld = false // from a load of that seat, without a tap since: a reload does not get around it
  private stopped = false

  constructor(private readonly options: HistoryOptions) {
    this.whole = options.whole
    this.wanted = !options.whole
  }

  // Another load is the other member: nothing that was under way goes on.
  met(other: Newcomer): void {
    if (this.other?.member.load === other.member.load) return this.again()
    this.withheld ||= this.other !== null && !this.may(this.other)
    this.other = other
    this.chunks = null
    this.agreed = false
    if (this.asked !== null) this.tell({ type: "history_wanted", wanted: false })
    this.asked = null
    this.got = []
    this.again()
  }

  // A greeting, or the other page is back: what was asked may have got lost.
  again(): void {
    this.wait = firstWait
    this.ask()
  }

  // The counsellor lets the visitor's page have it; or the visitor says whether another counsellor may. A tap
  // that was meant for another load lets nobody.
  decide(gives: boolean): void {
    const { other, asked } = this
    if (other === null || asked === null) return
    if (other.member.seat === "counsellor") this.decided.set(holderOf(other), gives)
    else if (gives) {
      this.agreed = true
      this.withheld = false
    }
    if (this.may(other)) this.give(asked)
  }

  // What the other page asks for.
  heard({ load, number }: HistoryAsked): void {
    if (this.other?.member.load !== load) return
    if (this.may(this.other)) return this.give(number)
    if (this.asked === null) this.tell({ type: "history_wanted", wanted: true })
    this.asked = number
  }

  // What was asked for. A chunk that was had before is let pass; one whose key is not here yet comes again.
  async chunk({ load, key, number, count, sealed }: Chunk): Promise<void> {
    const { sealer } = this.options
    if (!this.wanted || this.other?.member.load !== load || number !== this.got.length + 1) return
    if (sealer.keyState(load, key) !== "held") return
    if (number > count || count > mostChunks || (number > 1 && count !== this.count)) return this.broken()
    let bytes: Uint8Array
    try {
      bytes = await sealer.openChunk(load, key, number, count, sealed)
    } catch (error) {
      if (!this.options.isNotOpened(error)) throw error
      return this.broken()
    }
    if (this.stopped || !this.wanted || this.other?.member.load !== load || number !== this.got.length + 1) return // meanwhile
    this.got.push(bytes)
    this.count = count
    if (number < count) return this.again()
    const history = read(this.got)
    if (history === null) this.broken()
    else this.show(history)
  }

  // It is said, and asked for again from the beginning, when its time comes.
  private broken(): void {
    this.got = []
    this.options.unreadable()
  }

  stop(): void {
    this.stopped = true
    this.cancel?.()
  }

  // A page that has nothing says so at once. The same counsellor gets by itself what was said with them;
  // of what was said with another one, nothing before the visitor has decided.
  private may(other: Newcomer): boolean {
    const { member, before } = other
    if (before.length === 0 || this.agreed) return true
    if (member.seat === "counsellor") return this.decided.has(holderOf(other)) || wordsFor(other).length > 0
    return !this.withheld && member.unseen_seconds !== undefined && member.unseen_seconds <= byItself
  }

  private give(number: number): void {
    const { other } = this
    if (other === null) return
    if (this.asked !== null) this.tell({ type: "history_wanted", wanted: false })
    this.asked = null
    const words = this.decided.get(holderOf(other)) === true ? other.before : wordsFor(other)
    this.chunks ??= written(words, holderOf(other), this.whole && words.length === other.before.length, this.options.chunkBytes)
    const content = this.chunks[number - 1]
    const count = this.chunks.length
    const to = other.member.load
    if (content === undefined) return
    const { session, sealer } = this.options
    this.options.sendBehind(async () => ({ type: "history", session, to, number, count, ...(await sealer.sealChunk(to, number, count, content)) }))
  }

  private show(history: { whole: boolean; words: Shown[] }): void {
    this.wanted = false
    this.got = []
    this.cancel?.()
    this.whole = history.whole
    const { whole, words } = history
    this.tell({ type: "history", whole, brought: words, words })
  }

  // Until it is here; ever more rarely, because the counsellor may not have decided yet.
  private ask(): void {
    this.cancel?.()
    if (!this.wanted || this.stopped || this.other === null) return
    const { session, clock } = this.options
    this.options.send({ type: "ask_history", session, load: this.other.member.load, number: this.got.length + 1 })
    this.cancel = clock.after(this.wait, () => this.ask())
    this.wait = Math.min(this.wait * 2, longestWait)
  }

  private tell(event: { type: "history_wanted"; wanted: boolean } | { type: "history"; whole: boolean; brought: Shown[]; words: Shown[] }): void {
    if (!this.stopped) this.options.emit({ ...event, session: this.options.session })
  }
}

function holderOf({ member }: Newcomer): number {
  return member.holder ?? 1
}

// What was said with the one who holds the seat now.
function wordsFor(other: Newcomer): readonly Stood[] {
  return other.before.filter(({ holder }) => holder === 0 || holder === holderOf(other))
}

// One text, cut into chunks: a word may be as long as a chunk. It says how many words there are.
function written(words: readonly Stood[], reader: number, whole: boolean, size: number): Bytes[] {
  const rows = words.map(({ word: { stream, number, mine, at, text }, holder }) => [stream, number, mine, at, text, !mine && holder !== 0 && holder !== reader])
  const bytes = new TextEncoder().encode(JSON.stringify({ whole, count: rows.length, words: rows }))
  if (bytes.length > mostChunks * size) return written(words.slice(Math.ceil(words.length / 8)), reader, false, size)
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.slice(n * size, (n + 1) * size))
}

function read(chunks: readonly Uint8Array[]): { whole: boolean; words: Shown[] } | null {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  let value: { whole?: unknown; count?: unknown; words?: unknown } | null
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as typeof value
  } catch {
    return null
  }
  const { whole, count, words } = value ?? {}
  if (typeof whole !== "boolean" || !Array.isArray(words) || words.length !== count || !words.every(isRow)) return null
  return { whole, words: words.map(([stream, number, mine, said, text, former]) => ({
    stream, number, mine: !mine, text, at: said, state: "delivered", past: true, ...(former && { former: true as const }),
  })) }
}

type Row = [stream: string, number: number, mine: boolean, at: number, text: string, former: boolean]

function isRow(value: unknown): value is Row {
  if (!Array.isArray(value) || value.length !== 6) return false
  const [stream, number, mine, at, text, former] = value as unknown[]
  return typeof stream === "string" && Number.isInteger(number) && (number as number) >= 1
    && typeof mine === "boolean" && typeof former === "boolean" && typeof at === "number" && typeof text === "string"
}
