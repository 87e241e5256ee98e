// One load's receiving side of a session: reads openings, opens and shows words, and confirms what
// it has shown. A word that cannot be opened is neither shown nor confirmed: it waits for its
// opening. What to ask for again, and when, is chase.ts's business. Its caller hands in one message
// after the other.

import type { Opening, Word } from "../generated/protocol"
import { Chase } from "./chase"
import type { Clock } from "./clock"
import { Incoming } from "./incoming"
import { NotOpened } from "./keys"
import type { OpeningContent, Sealer } from "./seal"
import type { SessionEvent, SessionOptions } from "./session"
import type { FromSession } from "./session_messages"
import { Unopened } from "./unopened"

export interface ReceiverOptions {
  session: string
  sealer: Sealer
  limits: SessionOptions["limits"]
  clock: Clock
  send(message: FromSession): boolean
  emit(event: SessionEvent): void
}

export class Receiver {
  private readonly incoming = new Incoming()
  private readonly unopened: Unopened
  private readonly chase: Chase
  private members: ReadonlyMap<string, boolean> = new Map() // load -> present
  private toldUnreadable = false
  private cancelConfirm: (() => void) | null = null
  private stopped = false

  constructor(private readonly options: ReceiverOptions) {
    const { session, clock, limits } = options
    this.unopened = new Unopened(limits)
    this.chase = new Chase(clock, {
      gaps: () => this.incoming.gaps(),
      unopened: () => this.unopened.loads().filter((load) => this.members.get(load) === true),
      askForWords: (mark) => options.send({ type: "missing", session, ...mark }),
      askForOpening: (load) => options.send({ type: "ask_opening", session, load }),
      unreadable: () => this.tellUnreadable(),
    })
  }

  // The other loads of the session, and which of them are there.
  setMembers(members: ReadonlyMap<string, boolean>): void {
    this.members = members
    this.incoming.setMembers(members)
    this.chase.look()
  }

  // This page's connection is back, and confirmations may have gone down with the old one.
  greeted(): void {
    this.chase.greeted()
    this.incoming.allAgain()
    this.confirmSoon()
  }

  async opening({ load, sealed }: Opening): Promise<void> {
    if (!this.members.has(load)) return
    let content: OpeningContent | null
    try {
      content = await this.options.sealer.readOpening(load, sealed)
    } catch (error) {
      this.notOpened(error, load)
      return
    }
    if (content === null) return
    const { leftovers } = content
    this.chase.opened(load, content)
    const forgotten = this.unopened.forget(
      (gone) => !this.members.has(gone),
      ({ stream, number }) => leftovers.some((kept) => kept.stream === stream && number <= kept.last),
    )
    const hole = this.incoming.opened(load, content) === "hole"
    if (hole || forgotten) this.tell("missing")
    const { words, passedOver } = this.unopened.take(load)
    for (const word of words) await this.word(word)
    for (const mark of passedOver) this.incoming.missed(mark)
    this.chase.look()
  }

  async word(word: Word): Promise<void> {
    const { load, key } = word
    const place = this.incoming.place(load, word)
    if (place === "known") {
      this.incoming.again(word)
      this.confirmSoon()
      return
    }
    const state = this.options.sealer.keyState(load, key)
    if (state === "to_come") {
      this.unopened.keep(word)
      this.chase.look()
    } else if (place === "foreign") {
      this.tellUnreadable()
    } else if (state === "gone" || place === "later") {
      this.incoming.missed(word)
      this.chase.hole(this.incoming.gaps())
    } else {
      await this.show(word)
    }
  }

  stop(): void {
    this.stopped = true
    this.chase.stop()
    this.cancelConfirm?.()
  }

  private async show(word: Word): Promise<void> {
    const { load, key, stream, number } = word
    let text: string
    try {
      text = await this.options.sealer.openWord({ stream, number }, load, key, word.sealed)
    } catch (error) {
      this.unopened.passOver(word)
      this.notOpened(error, load)
      return
    }
    if (this.stopped) return // it would be shown to nobody
    const at = this.options.clock.now()
    this.incoming.shown(word)
    this.chase.progress(stream)
    this.toldUnreadable = false
    this.options.emit({
      type: "word",
      session: this.options.session,
      load,
      word: { stream, number, mine: false, text, at, state: "delivered" },
    })
    this.confirmSoon()
  }

  // Once for all that this turn of the event loop brings.
  private confirmSoon(): void {
    this.cancelConfirm ??= this.options.clock.after(0, () => {
      this.cancelConfirm = null
      const { session } = this.options
      for (const mark of this.incoming.confirmations()) {
        this.options.send({ type: "received", session, ...mark })
      }
    })
  }

  // A text that is not what it says: a new opening may set it right, the screen says it now.
  private notOpened(error: unknown, load: string): void {
    if (!(error instanceof NotOpened)) throw error
    this.tellUnreadable()
    this.unopened.waitFor(load)
    this.chase.look()
  }

  // Once, until something could be read again.
  tellUnreadable(): void {
    if (this.toldUnreadable) return
    this.toldUnreadable = true
    this.tell("unreadable")
  }

  private tell(type: "missing" | "unreadable"): void {
    this.options.emit({ type, session: this.options.session })
  }
}
