// The thread of two counsellors, by a server that does not keep apart what is apart: a thread told to one as a
// session to the other, one that stands beside another session, one under another name, and words and openings
// carried from one into the other. Nothing of it is shown, and it is said on the screen.
import assert from "node:assert/strict"
import { webcrypto } from "node:crypto"
import { test } from "node:test"

import type { Member, ThreadOpened } from "../../web-client/generated/protocol"
import { WebKeys, type LoadKeys } from "../../web-client/lib/keys"
import { browserRandom, randomName } from "../../web-client/lib/random"
import { Session, type SessionEvent } from "../../web-client/lib/session"
import type { FromSession, ToSession } from "../../web-client/lib/session_messages"
import { Thread } from "../../web-client/lib/thread"
import { TestClock } from "../web/support/clock"
import { Random } from "../web/support/random"
import { readable, WatchedKeys } from "./house"

globalThis.crypto ??= webcrypto as Crypto // Node 18 has it under another name

const manipulations = Number(process.env["MANIPULATIONS"] ?? 504)
const seed = Number(process.env["SEED"] ?? 1)

// As what the server names it to one of the two; `about` is a thread's.
interface Named {
  session: string
  about?: string
}

const busy = { now: 0 } // locking and opening

// One load, which may be in several of them at once, as a console is.
class Load {
  readonly name = randomName(browserRandom)
  readonly parts: Part[] = []
  private constructor(readonly keys: LoadKeys) {}
  static async make(): Promise<Load> {
    return new Load(new WatchedKeys(await WebKeys.make(), busy))
  }
}

class Part {
  readonly shown: string[] = []
  readonly told: string[] = []
  readonly sent: FromSession[] = []
  other: Part | null = null // to whom the server carries what is said here
  private readonly page: Session | Thread

  constructor(readonly load: Load, readonly named: Named, clock: TestClock, private readonly wire: string[]) {
    const options = {
      desk: "demo", load: load.name, keys: load.keys, clock, limits: { page_words: 200, page_bytes: 262_144 },
      send: (message: FromSession) => this.says(message),
      emit: (event: SessionEvent) => this.happened(event),
    }
    const { session } = named
    this.page = named.about === undefined ? new Session({ ...options, session }) : new Thread(this.opened([]), options)
    load.parts.push(this)
  }

  begins(other: Part): void {
    this.other = other
    const members = [this.member("counsellor"), other.member("colleague")]
    const { session, about } = this.named
    if (this.page instanceof Thread) this.page.handle(this.opened(members))
    else this.page.handle({ type: "started", session, alias: "相談員", membership: 1, members, talking_seconds: 0, guide_seconds: 0 })
    assert.equal(this.page instanceof Thread, about !== undefined)
  }

  say(text: string): void {
    assert.equal(this.page.say(text), "ok")
  }

  hears(message: ToSession): void {
    this.page.handle(message)
  }

  private opened(members: Member[]): ThreadOpened {
    const { session, about = "" } = this.named
    return { type: "thread_opened", session, about, alias: "相談員", membership: 1, members }
  }

  private member(seat: Member["seat"]): Member {
    return { load: this.load.name, seat, present: true, public_key: this.load.keys.publicKey }
  }

  private says(message: FromSession): boolean {
    this.sent.push(message)
    this.wire.push(JSON.stringify(message))
    carry(this, message, this.other)
    return true
  }

  private happened(event: SessionEvent): void {
    if (event.type === "word" && !event.word.mine) this.shown.push(event.word.text)
    else if (event.type === "unreadable" || event.type === "missing") this.told.push(event.type)
  }
}

// Under the name by which it is known to whoever hears it.
function carry(from: Part, message: FromSession, to: Part | null): void {
  if (to === null) return
  const { session } = to.named
  const load = from.load.name
  if (message.type === "opening") to.hears({ type: "opening", session, load, sealed: message.sealed })
  if (message.type === "word") {
    const { stream, number, key, sealed } = message
    to.hears({ type: "word", session, load, stream, number, key, sealed })
  }
  if (message.type === "received" || message.type === "missing") to.hears({ ...message, session })
  if (message.type === "ask_opening") to.hears({ type: "opening_asked", session, load })
}

async function quiet(clock: TestClock, wire: readonly string[]): Promise<void> {
  for (let still = 0; still < 3; still += 1) {
    const before = wire.length
    await new Promise((resolve) => setTimeout(resolve, 1))
    clock.pass(0)
    if (wire.length !== before || busy.now > 0) still = -1
  }
}

const thread: Named = { session: "3-18", about: "3-17" }

// What the server names to the one and to the other; only the first is honest.
const namings: Record<string, [Named, Named]> = {
  "a thread": [thread, thread],
  "to one as a session under its name": [thread, { session: "3-18" }],
  "to one as the session that is handed over": [thread, { session: "3-17" }],
  "beside another session": [thread, { session: "3-18", about: "3-16" }],
  "under another name": [thread, { session: "3-19", about: "3-17" }],
  "names exchanged": [thread, { session: "3-17", about: "3-18" }],
}

async function talk([one, other]: [Named, Named], random: Random) {
  const clock = new TestClock()
  const wire: string[] = []
  const [sora, umi] = [new Part(await Load.make(), one, clock, wire), new Part(await Load.make(), other, clock, wire)]
  const secret = random.below(1_000_000)
  const first = random.below(2) === 0
  ;(first ? sora : umi).begins(first ? umi : sora)
  if (random.below(2) === 0) await quiet(clock, wire)
  ;(first ? umi : sora).begins(first ? sora : umi)
  await quiet(clock, wire)
  const said: [string[], string[]] = [[], []]
  for (let n = 1; n <= 1 + random.below(4); n += 1) {
    for (const [at, part] of [sora, umi].entries()) {
      const text = `秘密のメモ${secret}の${n}`
      part.say(text)
      said[at]!.push(text)
    }
    if (random.below(2) === 0) await quiet(clock, wire)
  }
  await quiet(clock, wire)
  return { sora, umi, said, wire, clock }
}

for (const [at, [name, naming]] of Object.entries(namings).entries()) {
  const count = Math.ceil(manipulations / 12)
  test(`${name}: ${count} times`, async () => {
    for (let n = 0; n < count; n += 1) {
      const { sora, umi, said, wire } = await talk(naming, new Random((seed * 1_000 + at) * 1_000 + n))
      assert.deepEqual(readable(wire, said.flat()), [], "a note crossed the wire readable")
      if (at === 0) assert.deepEqual([sora.shown, umi.shown, sora.told, umi.told], [said[1], said[0], [], []])
      else assert.deepEqual([sora.shown, umi.shown, sora.told.includes("unreadable"), umi.told.includes("unreadable")], [[], [], true, true], `${n}`)
    }
  })
}

test("what two loads have locked in their thread opens in no session of the same two, and the other way round", async () => {
  for (const [from, to] of [[thread, { session: "3-17" }], [{ session: "3-17" }, thread]] as const) {
    const clock = new TestClock()
    const wire: string[] = []
    const [a, b] = [await Load.make(), await Load.make()]
    const [told, hears] = [new Part(a, from, clock, wire), new Part(b, from, clock, wire)]
    const [own, target] = [new Part(a, to, clock, wire), new Part(b, to, clock, wire)]
    for (const [one, other] of [[told, hears], [hears, told], [own, target], [target, own]] as const) one.begins(other)
    await quiet(clock, wire)
    told.say("やりとりの言葉")
    await quiet(clock, wire)
    assert.deepEqual(hears.shown, ["やりとりの言葉"])
    for (const message of told.sent) carry(told, message, target)
    await quiet(clock, wire)
    assert.deepEqual([target.shown, target.told.includes("unreadable")], [[], true])
    own.say("そのあとの言葉") // what is honest still comes through
    await quiet(clock, wire)
    for (let turns = 0; turns < 4; turns += 1) {
      clock.pass(4_000)
      await quiet(clock, wire)
    }
    assert.deepEqual(target.shown, ["そのあとの言葉"])
  }
})

test("a page that comes anew is brought nothing of a thread, also when the server asks for it", async () => {
  const clock = new TestClock()
  const wire: string[] = []
  const [sora, umi] = [new Part(await Load.make(), thread, clock, wire), new Part(await Load.make(), thread, clock, wire)]
  sora.begins(umi)
  umi.begins(sora)
  await quiet(clock, wire)
  sora.say("秘密のメモ")
  await quiet(clock, wire)
  const anew = new Part(await Load.make(), thread, clock, wire)
  sora.other = anew
  const members: Member[] = [
    { load: sora.load.name, seat: "counsellor", present: true, public_key: sora.load.keys.publicKey },
    { load: anew.load.name, seat: "colleague", present: true, public_key: anew.load.keys.publicKey, unseen_seconds: 1 },
  ]
  sora.hears({ type: "members", session: thread.session, membership: 2, members })
  for (let number = 1; number <= 3; number += 1) sora.hears({ type: "history_asked", session: thread.session, load: anew.load.name, number })
  await quiet(clock, wire)
  assert.deepEqual(sora.sent.filter(({ type }) => type === "history"), [])
})
