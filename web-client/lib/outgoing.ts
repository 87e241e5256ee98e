// What one load has said in one session: its stream, the words the other page has not confirmed
// yet, and how far sending has come. It knows neither keys nor the connection; a word carries its
// locked form only so that it is the same bytes when it is sent again under the same key.

import type { LeftoverWords } from "./leftovers"

export interface Unconfirmed {
  readonly number: number
  readonly text: string
  readonly at: number // wall time, when it was said
  readonly size: number // characters it takes on the wire
  sealed: string
  key: number // that `sealed` is locked with; 0 while it is not
}

export class Outgoing {
  private words: Unconfirmed[] = [] // first..last
  private size_ = 0
  private toSend: number
  private reached = 0 // the newest number ever sent
  private confirmedKey_ = 0
  private over = false
  private readonly givenUp = new Set<number>()

  // Of an earlier load only what is left is known: the words from `first_` on. What is unconfirmed was
  // said for this `holder` of the other seat.
  constructor(
    readonly stream: string,
    private first_ = 1,
    public holder = 0,
  ) {
    this.toSend = first_
  }

  // The lowest number that is not confirmed; one above `last` when all are.
  get first(): number {
    return this.first_
  }

  get last(): number {
    return this.first_ + this.words.length - 1
  }

  get confirmed(): boolean {
    return this.words.length === 0
  }

  // What the newest confirmed word was locked with; 0 while there is none.
  get confirmedKey(): number {
    return this.confirmedKey_
  }

  get count(): number {
    return this.words.length
  }

  // Characters that the unconfirmed words take on the wire.
  get size(): number {
    return this.size_
  }

  // The new word's number.
  add(text: string, at: number, size: number): number {
    const number = this.last + 1
    this.words.push({ number, text, at, size, sealed: "", key: 0 })
    this.size_ += size
    return number
  }

  // An earlier load may have sent all of it, so all of it may be confirmed before it is sent again.
  sentBefore(): void {
    this.reached = this.last
  }

  // The other page has shown everything up to `number`. Answers with the newest number that became
  // delivered, or null. What was never sent cannot have been shown.
  confirm(number: number): number | null {
    const upTo = Math.min(number, this.reached)
    if (this.over || upTo < this.first_) return null
    for (const word of this.words.splice(0, upTo - this.first_ + 1)) {
      this.size_ -= word.size
      this.confirmedKey_ = word.key
    }
    this.first_ = upTo + 1
    return upTo
  }

  // Everything from `number` on goes out again.
  resend(number: number): void {
    this.toSend = Math.max(this.first_, Math.min(this.toSend, number))
  }

  // The next word to be sent, again or for the first time.
  next(): Unconfirmed | undefined {
    return this.words[Math.max(this.toSend, this.first_) - this.first_]
  }

  sent(word: Unconfirmed): void {
    this.toSend = word.number + 1
    this.reached = Math.max(this.reached, word.number)
  }

  // The session is over: what is not confirmed could not be sent.
  end(): void {
    this.over = true
  }

  // Whom it was said for is not there any more: it goes to nobody.
  giveUp(): void {
    for (const { number } of this.words) this.givenUp.add(number)
    this.first_ = this.last + 1
    this.words = []
    this.size_ = 0
  }

  // For the load after this one.
  left(): LeftoverWords {
    const { stream, holder } = this
    return { stream, first: this.first_, words: this.words.map(({ text, at }) => ({ text, at })), ...(holder > 1 && { holder }) }
  }

  state(number: number): "sending" | "delivered" | "could_not_send" {
    if (this.givenUp.has(number)) return "could_not_send"
    if (number < this.first_) return "delivered"
    return this.over ? "could_not_send" : "sending"
  }
}
