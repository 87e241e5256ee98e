// What stands on this page of one session, for a page of it that comes anew: it keeps the list, and
// wakes history.ts, which a session without a reload never loads. It knows no keys.

import type { History as Chunk, HistoryAsked, Member } from "../generated/protocol"
import type { History, HistoryOptions, Stood } from "./history"
import { NotOpened } from "./keys"
import { merged } from "./merged"
import { longestText } from "./padding"
import type { SessionEvent, Shown } from "./session_event"
import type { Streams } from "./streams"

export interface PastOptions extends Omit<HistoryOptions, "whole" | "chunkBytes" | "isNotOpened"> {
  load: string // this page's
  streams: Streams
}

export class Past {
  private shown: Stood[] = [] // from top to bottom
  private readonly holders = new Map<string, number>() // of the other seat, by its loads
  private holder = 0 // now
  private readonly names = new Set<string>()
  private history: Promise<History> | null = null
  private whole = true

  constructor(private readonly options: PastOptions) {}

  // False for a word that stands here already: a page that was left behind may send what another one has
  // brought as history.
  add(word: Shown, load?: string): boolean {
    const fresh = this.isNew(word)
    if (fresh) this.shown.push({ word, holder: (load && this.holders.get(load)) || this.holder })
    return fresh
  }

  // The two loads of the session, as each greeting and each change tells them. Where both are there from
  // the beginning, nothing is to be brought.
  meet(members: readonly Member[], other: Member | undefined): void {
    const mine = members.find(({ load }) => load === this.options.load)
    if (other !== undefined) this.holders.set(other.load, (this.holder = other.holder ?? 1))
    if (other === undefined || (mine?.unseen_seconds ?? other.unseen_seconds) === undefined) return
    this.whole = mine?.unseen_seconds === undefined
    const before = this.shown.filter(({ word }) => this.confirmed(word))
    this.history ??= this.begin()
    this.with((history) => history.met({ member: other, before }))
  }

  heard(message: HistoryAsked | Chunk): void {
    this.with((history) => (message.type === "history" ? history.chunk(message) : history.heard(message)))
  }

  again(): void {
    this.with((history) => history.again())
  }

  decide(gives: boolean): void {
    this.with((history) => history.decide(gives))
  }

  stop(): void {
    this.with((history) => history.stop())
  }

  private with(act: (history: History) => unknown): void {
    void this.history?.then(act, () => {}) // not loaded: see begin
  }

  // Where the network is away just now, the next greeting tries it again.
  private begin(): Promise<History> {
    const { whole, options } = this
    const history = import("./history").then(({ History }) => new History({
      ...options,
      whole,
      chunkBytes: longestText,
      isNotOpened: (error) => error instanceof NotOpened,
      emit: (event) => this.happened(event),
    }))
    history.catch(() => { this.history = null })
    return history
  }

  // A word that stands here already is not shown a second time.
  private happened(event: SessionEvent): void {
    if (event.type !== "history") return this.options.emit(event)
    this.shown = merged(this.shown, event.brought.map((word) => ({ word, holder: this.holder })), ({ word }) => word)
    this.options.emit({ ...event, words: event.brought.filter((word) => this.isNew(word)) })
  }

  private isNew({ stream, number }: Shown): boolean {
    const before = this.names.size
    return this.names.add(`${stream} ${number}`).size > before
  }

  private confirmed({ mine, stream, number }: Shown): boolean {
    return !mine || (this.options.streams.of(stream)?.state(number) ?? "delivered") === "delivered"
  }
}
