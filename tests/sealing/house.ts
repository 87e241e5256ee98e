// Two pages of the library that ships, with the keys that a browser makes, and between them a server
// that forwards honestly, except where a test lets it do something else. All that crosses it is noted.

import type { Member } from "../../web-client/generated/protocol"
import { WebKeys, type Bytes, type Cipher, type LoadKeys } from "../../web-client/lib/keys"
import { base64url, browserRandom, randomName } from "../../web-client/lib/random"
import { Session, type SessionEvent } from "../../web-client/lib/session"
import type { FromSession, ToSession } from "../../web-client/lib/session_messages"
import { TestClock } from "../web/support/clock"

export type Side = "hana" | "sora"
export const session = "3-17"
const other = (side: Side): Side => (side === "hana" ? "sora" : "hana")

// The browser's, and whether they are at work.
export class WatchedKeys implements LoadKeys {
  constructor(private readonly keys: LoadKeys, private readonly busy: { now: number }) {}

  get publicKey(): string {
    return this.keys.publicKey
  }
  sealTo(publicKey: string, info: Bytes, text: Bytes): Promise<Bytes> {
    return this.watched(this.keys.sealTo(publicKey, info, text))
  }
  openFrom(publicKey: string, info: Bytes, locked: Bytes): Promise<Bytes> {
    return this.watched(this.keys.openFrom(publicKey, info, locked))
  }
  async cipher(secret: Bytes, kind: string): Promise<Cipher> {
    const cipher = await this.watched(this.keys.cipher(secret, kind))
    return {
      seal: (counter, bound, text) => this.watched(cipher.seal(counter, bound, text)),
      open: (counter, bound, locked) => this.watched(cipher.open(counter, bound, locked)),
    }
  }
  nextCounter(): number {
    return this.keys.nextCounter()
  }
  private watched<Value>(work: Promise<Value>): Promise<Value> {
    this.busy.now += 1
    return work.finally(() => { this.busy.now -= 1 })
  }
}

export class Person {
  readonly load = randomName(browserRandom)
  readonly said: string[] = []
  readonly shown: string[] = []
  readonly told: string[] = [] // what stands on the screen beside words
  readonly asked: string[] = [] // of the other page
  readonly states = new Map<number, string>() // of own words, by number
  readonly past: string[] = [] // what another page has brought of the time before: ">" is mine
  readonly former: string[] = [] // of it, what the counsellor before has said
  whole: boolean | null = null // as it was told with it
  wanted = false // the other page waits for it
  readonly page: Session

  constructor(readonly side: Side, readonly keys: LoadKeys, clock: TestClock, hear: (from: Person, message: FromSession) => void) {
    this.page = new Session({
      session,
      desk: "demo",
      load: this.load,
      keys,
      clock,
      limits: { page_words: 200, page_bytes: 262_144 },
      send: (message) => {
        if (message.type === "missing" || message.type === "ask_opening" || message.type === "ask_history") this.asked.push(message.type)
        hear(this, message)
        return true
      },
      emit: (event) => this.happened(event),
    })
  }

  say(text: string): void {
    this.said.push(text)
    this.page.say(text)
  }

  private happened(event: SessionEvent): void {
    if (event.type === "word" && !event.word.mine) this.shown.push(event.word.text)
    else if (event.type === "history") {
      this.past.push(...event.words.map(({ mine, text }) => `${mine ? ">" : ""}${text}`))
      this.former.push(...event.words.filter(({ former }) => former).map(({ text }) => text))
      this.whole = event.whole
    } else if (event.type === "history_wanted") this.wanted = event.wanted
    else if (event.type === "delivered") for (let n = 1; n <= event.upTo; n += 1) this.states.set(n, "delivered")
    else if (event.type !== "word" && event.type !== "peer" && event.type !== "begun") this.told.push(event.type)
  }
}

// What is delivered to this page instead of a message.
export type Tamper = (to: Side, message: ToSession) => ToSession[]

export class House {
  readonly clock = new TestClock()
  readonly wire: string[] = []
  readonly people: Record<Side, Person>
  tamper: Tamper = (_, message) => [message]
  readonly unseen: Record<Side, number | null> = { hana: null, sora: null } // before their loads came, if they came anew
  holder = 1 // of sora's seat
  private membership = 1
  private moved = 0
  private readonly busy = { now: 0 }

  private constructor(keys: Record<Side, LoadKeys>) {
    const hear = (from: Person, message: FromSession) => this.hears(from, message)
    const person = (side: Side) => new Person(side, new WatchedKeys(keys[side], this.busy), this.clock, hear)
    this.people = { hana: person("hana"), sora: person("sora") }
  }

  static async open(): Promise<House> {
    return new House({ hana: await WebKeys.make(), sora: await WebKeys.make() })
  }

  members(): Member[] {
    const { hana, sora } = this.people
    return [
      this.member(hana, "visitor"),
      this.member(sora, "counsellor"),
    ]
  }

  private member({ side, load, keys }: Person, seat: Member["seat"]): Member {
    const unseen = this.unseen[side]
    return { load, seat, present: true, public_key: keys.publicKey, ...(unseen !== null && { unseen_seconds: unseen }), ...(seat === "counsellor" && this.holder > 1 && { holder: this.holder }) }
  }

  async greet(): Promise<void> {
    for (const side of ["hana", "sora"] as const) this.started(side)
    await this.quiet()
  }

  private started(side: Side): void {
    const { membership } = this
    this.tell(side, { type: "started", session, alias: "相談員", membership, members: this.members(), talking_seconds: 0, guide_seconds: 3_000 })
  }

  // Another load takes the seat, so long after the former one was last seen.
  async reload(side: Side, unseen: number): Promise<void> {
    this.people[side].page.close()
    this.people[side] = new Person(side, new WatchedKeys(await WebKeys.make(), this.busy), this.clock, (from, message) => this.hears(from, message))
    this.unseen[side] = unseen
    this.membership += 1
    this.started(side)
    this.tell(other(side), { type: "members", session, membership: this.membership, members: this.members() })
    await this.quiet()
  }

  // Another counsellor holds sora's seat. Answers with whoever held it; their page is still open, and a
  // server that does not forward honestly may tell it what it likes.
  async handOver(): Promise<Person> {
    const former = this.people.sora
    this.holder += 1
    this.people.sora = new Person("sora", new WatchedKeys(await WebKeys.make(), this.busy), this.clock, (from, message) => this.hears(from, message))
    this.unseen.sora = 0
    this.membership += 1
    this.started("hana")
    this.started("sora")
    await this.quiet()
    return former
  }

  tell(to: Side, message: ToSession): void {
    for (const one of this.tamper(to, message)) {
      this.wire.push(JSON.stringify(one))
      this.moved += 1
      this.people[to].page.handle(one)
    }
  }

  // Until nothing moves any more; locking and opening take their time.
  async quiet(): Promise<void> {
    for (let still = 0; still < 3; still += 1) {
      const before = this.moved
      await new Promise((resolve) => setTimeout(resolve, 1))
      this.clock.pass(0)
      if (this.moved !== before || this.busy.now > 0) still = -1
    }
  }

  // Time in which what is missing is asked for again.
  async waits(): Promise<void> {
    for (let turns = 0; turns < 4; turns += 1) {
      this.clock.pass(4_000)
      await this.quiet()
    }
  }

  private hears(from: Person, message: FromSession): void {
    this.wire.push(JSON.stringify(message))
    this.moved += 1
    if (from !== this.people[from.side]) return // a former load's
    const to = other(from.side)
    const { load } = from
    switch (message.type) {
      case "opening": {
        if (message.to !== this.people[to].load) return
        return this.tell(to, { type: "opening", session, load, sealed: message.sealed })
      }
      case "word": {
        const { stream, number, key, sealed } = message
        return this.tell(to, { type: "word", session, load, stream, number, key, sealed })
      }
      case "received":
      case "missing":
        return this.tell(to, message)
      case "ask_history":
        if (message.load !== this.people[to].load) return
        return this.tell(to, { type: "history_asked", session, load, number: message.number })
      case "history": {
        if (message.to !== this.people[to].load || message.membership !== this.membership) return
        const { key, number, count, sealed } = message
        return this.tell(to, { type: "history", session, load, key, number, count, sealed })
      }
      case "ask_opening":
        return this.tell(to, { type: "opening_asked", session, load })
    }
  }
}

// Whether some text can be found in what crossed the wire, as it is or in base64url.
export function readable(wire: readonly string[], texts: readonly string[]): string[] {
  const whole = wire.join("\n")
  const forms = (text: string) => {
    const bytes = new TextEncoder().encode(text)
    return [text, JSON.stringify(text).slice(1, -1), ...[0, 1, 2].map((at) => base64url(bytes.slice(at)).slice(0, -2))]
  }
  return texts.filter((text) => forms(text).some((form) => whole.includes(form)))
}
