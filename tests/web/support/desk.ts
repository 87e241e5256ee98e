// One session's page under test: hana's, with sora's page played by the test through a sealer of her
// own. What the page sends and tells is taken out in order.

import { limits, type Member, type Started } from "../../../web-client/generated/protocol"
import { browserRandom } from "../../../web-client/lib/random"
import { Sealer, type Leftover } from "../../../web-client/lib/seal"
import { Session, type SessionEvent } from "../../../web-client/lib/session"
import type { FromSession, ToSession } from "../../../web-client/lib/session_messages"
import { settle, TestClock } from "./clock"
import { keysOf } from "./keys"
import { Random } from "./random"

export const session = "1-1"
export const hana = "hana-load"
export const sora = "sora-load"
const desk = "demo"

export const member = (load: string, present = true) =>
  ({ load, seat: load === hana ? ("visitor" as const) : ("counsellor" as const), present, public_key: keysOf(load).publicKey })

export const peerBack = (load: string) =>
  ({ type: "peer_back" as const, session, load, public_key: keysOf(load).publicKey })

// A greeting of a session that has just begun.
export const startedWith = (membership: number, members: Member[]): Started =>
  ({ type: "started", session, alias: "相談員", membership, members, talking_seconds: 0, guide_seconds: 3_000 })

export const sealerOf = (load: string) =>
  new Sealer({ desk, session, load, keys: keysOf(load), random: browserRandom })

export class Desk {
  readonly clock = new TestClock()
  readonly page: Session
  online = true
  private readonly sent: FromSession[] = []
  private readonly told: SessionEvent[] = []
  private sealers = new Map<string, Sealer>()

  constructor(overrides: Partial<ConstructorParameters<typeof Session>[0]> = {}) {
    this.page = new Session({
      session,
      desk,
      load: hana,
      keys: keysOf(hana),
      limits,
      clock: this.clock,
      random: new Random(1).bytes,
      send: (message) => {
        if (this.online) this.sent.push(message)
        return this.online
      },
      emit: (event) => this.told.push(event),
      ...overrides,
    })
  }

  // The server says these, one after the other.
  async hears(...messages: ToSession[]): Promise<void> {
    for (const message of messages) this.page.handle(message)
    await settle()
    this.clock.pass(0)
    await settle()
  }

  async greeted(membership = 1, ...others: ReturnType<typeof member>[]): Promise<void> {
    const members = [member(hana), ...(others.length > 0 ? others : [member(sora)])]
    await this.hears(startedWith(membership, members))
  }

  // What the page has sent and told since it was asked last, in short: "word 1 key 1".
  sends(): string[] {
    return this.sent.splice(0).map(short)
  }

  sendsWhole(): FromSession[] {
    return this.sent.splice(0)
  }

  tells(): string[] {
    return this.told.splice(0).map(brief)
  }

  // Sora's page. Each load has a sealer, and a key for hana's load.
  private async sealer(load: string): Promise<Sealer> {
    const known = this.sealers.get(load)
    if (known !== undefined) return known
    const sealer = sealerOf(load)
    sealer.introduce(hana, keysOf(hana).publicKey)
    await sealer.nextKey([hana])
    this.sealers.set(load, sealer)
    return sealer
  }

  async opening(stream: string, first = 1, leftovers: Leftover[] = [], load = sora): Promise<ToSession> {
    const content = { stream: named(stream), first, leftovers: leftovers.map((left) => ({ ...left, stream: named(left.stream) })) }
    const sealed = await (await this.sealer(load)).makeOpening(hana, content)
    return { type: "opening", session, load, sealed }
  }

  async word(stream: string, number: number, load = sora): Promise<ToSession> {
    const name = { stream: named(stream), number }
    const sealed = await (await this.sealer(load)).sealWord(name, `${stream}${number}`)
    return { type: "word", session, load, ...name, key: 1, sealed }
  }
}

// Sora's streams have short names in tests; on the wire a name has 22 characters.
export const named = (stream: string) => (stream.length < 22 ? stream.padEnd(21, "-") + "A" : stream)
const nick = (stream: string) => stream.replace(/-+A$/, "")

function short(message: FromSession): string {
  switch (message.type) {
    case "word": return `word ${message.number} key ${message.key} membership ${message.membership}`
    case "opening": return `opening to ${message.to} membership ${message.membership}`
    case "received": return `received ${nick(message.stream)} ${message.number}`
    case "missing": return `missing ${nick(message.stream)} ${message.number}`
    case "ask_opening": return `ask_opening ${message.load}`
    case "ask_history": return `ask_history ${message.number} of ${message.load}`
    case "history": return `history ${message.number}/${message.count} to ${message.to} key ${message.key}`
    case "typing": return "typing"
    case "finished": return `finished ${message.last.map(({ number }) => number).join(" ")}`.trim()
  }
}

function brief(event: SessionEvent): string {
  switch (event.type) {
    case "word": return event.word.mine ? `said ${event.word.text}` : `shown ${event.word.text}`
    case "delivered": return `delivered ${event.upTo}`
    case "could_not_send": return `could_not_send ${event.from}`
    case "peer": return event.here ? "peer here" : "peer away"
    case "typing": return event.typing ? "typing" : "typing over"
    case "held": return event.held ? "held" : "released"
    case "begun": return `begun ${event.alias}`
    case "ending": return `ending ${event.reason}`
    case "ended": return `ended ${event.reason}`
    default: return event.type
  }
}
