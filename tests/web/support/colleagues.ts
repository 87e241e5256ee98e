// Two consoles and the thread between them, with a server that forwards what is said under its name and
// nothing else; what a connection that is lost would have brought is not brought.

import { CounsellorPage } from "../../../web-client/counsellor/page"
import { limits, type FromCounsellor, type Member, type ToCounsellor } from "../../../web-client/generated/protocol"
import { settle, TestClock } from "./clock"
import { Drawer } from "./drawer"
import { TestKeys } from "./keys"
import { Random } from "./random"
import { SlowLock } from "./tab"
import { TestWebSocket } from "./wire"

let made = 0

export class Colleague {
  readonly page: CounsellorPage
  readonly asked: FromCounsellor[] = [] // beside what is forwarded
  publicKey = ""
  socket = new TestWebSocket()
  linked = false

  constructor(private readonly clock: TestClock) {
    const random = new Random(++made)
    this.page = new CounsellorPage({
      url: "ws://test/ws/counsellor",
      load: `load-${made}`,
      clock,
      random: random.bytes,
      storage: new Drawer(),
      keys: () => new TestKeys(),
      lock: new SlowLock(random),
      connect: () => (this.socket = new TestWebSocket()),
      changed: () => {},
    })
    this.page.start("demo")
    this.greeted()
  }

  // `thread`: the one that the greeting names.
  greeted(thread?: string): void {
    this.socket.opens()
    this.linked = true
    const hello = JSON.parse(this.socket.sent[0]!) as Extract<FromCounsellor, { type: "hello" }>
    this.publicKey = hello.public_key
    this.hears({ type: "welcome", alias: "相談員", sessions: [], most_sessions: 3, limits: { ...limits, ping_seconds: 10 }, ...(thread && { thread }) })
  }

  loses(): void {
    this.linked = false
    this.socket.closes(1006)
    this.clock.pass(5_000) // and tries again
  }

  hears(message: ToCounsellor): void {
    if (this.linked) this.socket.says(message)
  }

  // What stands in the thread: "a sending", or the name of a sentence.
  get lines(): string[] {
    return this.page.state.thread?.lines.map((line) => (line.kind === "word" ? `${line.mine ? ">" : ""}${line.text} ${line.state}` : line.said)) ?? []
  }
}

export class Colleagues {
  readonly clock = new TestClock()
  readonly sora = new Colleague(this.clock)
  umi = new Colleague(this.clock)
  name = "1-2"
  membership = 1
  about = "1-1"
  private readonly read = new Map<TestWebSocket, number>()

  async opened(...to: Colleague[]): Promise<void> {
    const member = ({ page, publicKey, linked }: Colleague, seat: Member["seat"]): Member => ({ load: page.load, seat, present: linked, public_key: publicKey })
    const members = [member(this.sora, "counsellor"), member(this.umi, "colleague")]
    const { name: session, about, membership } = this
    for (const each of to) each.hears({ type: "thread_opened", session, about, alias: each === this.sora ? "うみ" : "そら", membership, members })
    await this.turn()
  }

  async over(reason: "closed" | "not_handed_over"): Promise<void> {
    for (const each of [this.sora, this.umi]) each.hears({ type: "thread_over", session: this.name, reason })
    await this.turn()
  }

  // Until nothing moves any more.
  async turn(): Promise<void> {
    for (let times = 0; times < 8; times += 1) {
      await settle()
      this.clock.pass(0)
      this.forward(this.sora, this.umi)
      this.forward(this.umi, this.sora)
    }
  }

  private forward(from: Colleague, to: Colleague): void {
    const first = this.read.get(from.socket) ?? 1 // behind `hello`
    this.read.set(from.socket, Math.max(first, from.socket.sent.length))
    for (const text of from.socket.sent.slice(first)) {
      const message = JSON.parse(text) as FromCounsellor
      const { page: { load } } = from
      if (!("session" in message) || message.session !== this.name || message.type === "close_thread") from.asked.push(message)
      else if (message.type === "opening") to.hears({ type: "opening", session: this.name, load, sealed: message.sealed })
      else if (message.type === "word") to.hears({ ...message, load, membership: undefined } as never)
      else if (message.type === "received" || message.type === "typing") to.hears(message)
    }
  }
}
