// A visitor's page without a browser, under test: its tab's storage, its sockets, what it says and
// shows. A reload is a new one with the same storage, a duplicated tab one with a copy.

import { limits, type FromVisitor, type ToVisitor } from "../../../web-client/generated/protocol"
import { PassKeeper } from "../../../web-client/lib/pass"
import { VisitorPage } from "../../../web-client/visitor/page"
import { settle, TestClock } from "./clock"
import { Drawer } from "./drawer"
import { keysOf, TestKeys } from "./keys"
import { Random } from "./random"
import { SlowLock } from "./tab"
import { noQuestions } from "./visitor"
import { TestWebSocket } from "./wire"

let phones = 0

export const started = (session = "1-1", storage_key: string | undefined = `key-of-${session}`): ToVisitor => ({
  type: "started", session, alias: "相談員", membership: 1, talking_seconds: 0, guide_seconds: 3_000,
  members: [{ load: "sora-load", seat: "counsellor", present: true, public_key: keysOf("sora-load").publicKey }],
  ...(storage_key !== undefined && { storage_key }),
})

export class Phone {
  readonly clock = new TestClock()
  readonly passes: PassKeeper
  readonly page: VisitorPage
  private readonly sockets: TestWebSocket[] = []

  constructor(readonly drawer = new Drawer()) {
    const random = new Random(++phones)
    this.passes = new PassKeeper(drawer, random.bytes)
    this.page = new VisitorPage({
      url: "ws://test/ws/visitor",
      desk: "demo",
      load: `load-${phones}`,
      passes: this.passes,
      clock: this.clock,
      random: random.bytes,
      keys: () => new TestKeys(),
      lock: new SlowLock(random),
      connect: () => {
        this.sockets.push(new TestWebSocket())
        return this.sockets[this.sockets.length - 1]!
      },
      changed: () => {},
    })
    this.page.start()
    this.greeted()
  }

  greeted(): void {
    this.socket.opens()
    this.socket.says({ type: "welcome", intake: "open", questions: noQuestions, limits: { ...limits, ping_seconds: 10 } })
  }

  get socket(): TestWebSocket {
    return this.sockets[this.sockets.length - 1]!
  }

  async hears(...messages: ToVisitor[]): Promise<void> {
    for (const message of messages) this.socket.says(message)
    await this.turn()
  }

  // This turn of the event loop is over, with all that follows from it.
  async turn(): Promise<void> {
    for (let times = 0; times < 4; times += 1) {
      await settle()
      this.clock.pass(0)
    }
  }

  // A page that talks, and has said these words.
  async talks(...words: string[]): Promise<this> {
    this.page.tap({ type: "start" })
    this.page.tap({ type: "agree" })
    await this.hears(started())
    for (const word of words) this.page.say(word)
    await this.turn()
    return this
  }

  // 「続きから始めますか。」, and a tap.
  async resumes(session = "1-1", key?: string): Promise<this> {
    await this.hears({ type: "resumable", session })
    this.page.tap({ type: "resume" })
    await this.hears(started(session, key))
    return this
  }

  sent<Type extends FromVisitor["type"]>(type: Type): Extract<FromVisitor, { type: Type }>[] {
    const all = this.sockets.flatMap(({ sent }) => sent).map((text) => JSON.parse(text) as FromVisitor)
    return all.filter((message): message is Extract<FromVisitor, { type: Type }> => message.type === type)
  }

  // What stands in the conversation: "a sending", or the name of a sentence.
  get lines(): string[] {
    return this.page.state.lines.map((line) => (line.kind === "word" ? `${line.text} ${line.state}` : line.said))
  }
}
