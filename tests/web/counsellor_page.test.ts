// The counsellor's console over reloads: what was on its way to each visitor stays, at once and without
// a question, and goes when the seat or the sign-in is over.
import assert from "node:assert/strict"
import { test } from "node:test"

import { closeCodes, limits, type FromCounsellor, type SendWord, type ToCounsellor } from "../../web-client/generated/protocol"
import { CounsellorPage } from "../../web-client/counsellor/page"
import { settle, TestClock } from "./support/clock"
import { Drawer } from "./support/drawer"
import { TestKeys } from "./support/keys"
import { started } from "./support/phone"
import { Random } from "./support/random"
import { SlowLock } from "./support/tab"
import { TestWebSocket } from "./support/wire"

let consoles = 0

// A console that is greeted as holding these sessions.
class Console {
  readonly page: CounsellorPage
  private readonly clock = new TestClock()
  private readonly sockets: TestWebSocket[] = []

  constructor(readonly drawer: Drawer) {
    const random = new Random(++consoles)
    this.page = new CounsellorPage({
      url: "ws://test/ws/counsellor",
      load: `load-${consoles}`,
      clock: this.clock,
      random: random.bytes,
      storage: drawer,
      keys: () => new TestKeys(),
      lock: new SlowLock(random),
      connect: () => {
        this.sockets.push(new TestWebSocket())
        return this.sockets[this.sockets.length - 1]!
      },
      changed: () => {},
    })
  }

  async comes(...sessions: string[]): Promise<this> {
    this.page.start("demo")
    this.socket.opens()
    this.socket.says({ type: "welcome", alias: "相談員", sessions, most_sessions: 3, limits: { ...limits, ping_seconds: 10 } })
    return this.hears(...sessions.map((session) => started(session) as ToCounsellor))
  }

  async hears(...messages: ToCounsellor[]): Promise<this> {
    for (const message of messages) this.socket.says(message)
    for (let times = 0; times < 4; times += 1) {
      await settle()
      this.clock.pass(0)
    }
    return this
  }

  async says(session: string, text: string): Promise<void> {
    assert.equal(this.page.say(session, text), "ok")
    await this.hears()
  }

  get socket(): TestWebSocket {
    return this.sockets[this.sockets.length - 1]!
  }

  get words(): SendWord[] {
    const sent = this.sockets.flatMap(({ sent }) => sent).map((text) => JSON.parse(text) as FromCounsellor)
    return sent.filter((message): message is SendWord => message.type === "word")
  }

  lines(session: string): string[] {
    const lines = this.page.state.talks.find((talk) => talk.session === session)?.lines ?? []
    return lines.map((line) => (line.kind === "word" ? `${line.text} ${line.state}` : line.said))
  }
}

const names = (words: SendWord[]) => words.map(({ session, stream, number }) => `${session} ${stream} ${number}`)

test("after a reload each session goes on with what was left of it, under its names", async () => {
  const before = await new Console(new Drawer()).comes("1-1", "1-2")
  await before.says("1-1", "a")
  await before.says("1-2", "b")
  assert.equal(before.drawer.values.size, 1)
  const after = await new Console(before.drawer).comes("1-1", "1-2")
  assert.deepEqual(after.lines("1-1"), ["former", "a sending"])
  assert.deepEqual(after.lines("1-2"), ["former", "b sending"])
  assert.deepEqual(new Set(names(after.words)), new Set(names(before.words)))
})

test("what is confirmed is left no more, and a session that has ended leaves nothing", async () => {
  const console = await new Console(new Drawer()).comes("1-1", "1-2")
  await console.says("1-1", "a")
  await console.says("1-2", "b")
  const { stream, number } = console.words[0]!
  await console.hears({ type: "received", session: "1-1", stream, number })
  assert.deepEqual([...console.drawer.values.values()].map((value) => value.split(".")[0]), [" 1-2"])
  await console.hears({ type: "ended", session: "1-2", reason: "visitor_left" })
  assert.equal(console.drawer.values.size, 0)
})

test("what was left of a seat that is not held any more is dropped by the greeting", async () => {
  const before = await new Console(new Drawer()).comes("1-1")
  await before.says("1-1", "a")
  const after = await new Console(before.drawer).comes()
  assert.equal(after.drawer.values.size, 0)
})

test("whoever signs out leaves nothing, by a tap or from elsewhere", async () => {
  const stopped = await new Console(new Drawer()).comes("1-1")
  await stopped.says("1-1", "a")
  stopped.page.stop()
  assert.equal(stopped.drawer.values.size, 0)
  const closed = await new Console(new Drawer()).comes("1-1")
  await closed.says("1-1", "a")
  closed.socket.closes(closeCodes.signed_out)
  assert.equal(closed.drawer.values.size, 0)
})

test("a console that is taken back from another device is another load, with what it had left", async () => {
  const console = await new Console(new Drawer()).comes("1-1")
  await console.says("1-1", "a")
  const before = console.page.load
  console.socket.closes(closeCodes.opened_elsewhere)
  await console.comes("1-1")
  assert.notEqual(console.page.load, before)
  assert.deepEqual(console.lines("1-1"), ["former", "a sending"])
})

test("what cannot be opened is said, and where nothing can be stored that is said, too", async () => {
  const before = await new Console(new Drawer()).comes("1-1")
  await before.says("1-1", "a")
  before.drawer.values.set("words", before.drawer.getItem("words")!.slice(0, -3))
  const after = await new Console(before.drawer).comes("1-1")
  assert.deepEqual(after.lines("1-1"), ["former", "lost"])
  after.drawer.setItem = () => { throw new Error("full") }
  await after.says("1-1", "b")
  assert.equal(after.page.state.kept, false)
})

test("what is handed over leaves the page and its tab; if the seat comes back, no number of a key is used twice", async () => {
  const console = await new Console(new Drawer()).comes("1-1", "1-2")
  await console.says("1-1", "届く前の言葉")
  await console.says("1-2", "ほかの相談")
  await console.hears({ type: "handed_over", session: "1-1" })
  assert.deepEqual([console.lines("1-1"), console.page.say("1-1", "もう言えない")], [[], "closed"])
  assert.ok(![...console.drawer.values.values()].join().includes("1-1"))
  await console.hears(started("1-1") as ToCounsellor)
  assert.ok(!console.lines("1-1").some((line) => line.startsWith("届く前の言葉")))
  await console.says("1-1", "もどってきました")
  const of = (session: string) => console.words.filter((word) => word.session === session)
  assert.deepEqual(of("1-1").map(({ key, number }) => [key, number]), [[1, 1], [2, 1]])
  assert.notEqual(of("1-1")[0]!.stream, of("1-1")[1]!.stream)
})
