// What this load has said in one session: its stream, the words the other page has not confirmed
// yet, and how far sending has come. It knows neither keys nor the connection; a word carries its
// locked form only so that it is the same bytes when it is sent again under the same key.

export interface Unconfirmed {
  readonly number: number
  readonly text: string
  readonly size: number // characters it takes on the wire
  sealed: string
  key: number // that `sealed` is locked with; 0 while it is not
}

export interface OutgoingLimits {
  page_words: number
  page_bytes: number
}

export class Outgoing {
  private words: Unconfirmed[] = [] // first..last
  private size = 0
  private first_ = 1
  private toSend = 1
  private reached = 0 // the newest number ever sent
  private over = false

  constructor(
    readonly stream: string,
    private readonly limits: OutgoingLimits,
  ) {}

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

  // The new word's number, or null when the page may keep no more.
  add(text: string, size: number): number | null {
    if (this.words.length >= this.limits.page_words) return null
    if (this.words.length > 0 && this.size + size > this.limits.page_bytes) return null
    const number = this.last + 1
    this.words.push({ number, text, size, sealed: "", key: 0 })
    this.size += size
    return number
  }

  // The other page has shown everything up to `number`. Answers with the newest number that became
  // delivered, or null. What was never sent cannot have been shown.
  confirm(number: number): number | null {
    const upTo = Math.min(number, this.reached)
    if (this.over || upTo < this.first_) return null
    for (const word of this.words.splice(0, upTo - this.first_ + 1)) this.size -= word.size
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

  state(number: number): "sending" | "delivered" | "could_not_send" {
    if (number < this.first_) return "delivered"
    return this.over ? "could_not_send" : "sending"
  }
}
