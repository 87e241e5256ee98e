// Two pages and a server in one seeded run: people speak, connections are cut with messages under
// way, pages reload, the server is killed. All that happens follows from the seed.

import { Sealer } from "../../../web-client/lib/seal"
import { Session, type FromSession, type SessionEvent, type ToSession } from "../../../web-client/lib/session"
import { Broken, Checker } from "./checker"
import { settle, TestClock } from "./clock"
import { Random } from "./random"
import { Line, Server, session, type ServerFaults, type Side } from "./server"

export interface Faults extends ServerFaults {
  showsTwice?: boolean // a page puts a word on the screen twice
  swaps?: boolean // a page puts two words on the screen in the wrong order
}

const sides = ["visitor", "counsellor"] as const

// Locking takes its time, and not always the same.
class SlowSealer extends Sealer {
  constructor(place: ConstructorParameters<typeof Sealer>[0], private readonly random: Random) {
    super(place)
  }
  private async wait(): Promise<void> {
    for (let turns = this.random.below(4); turns > 0; turns -= 1) await Promise.resolve()
    if (this.random.below(8) === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  override async nextKey(loads: readonly string[]) {
    await this.wait()
    return super.nextKey(loads)
  }
  override async sealWord(...name: Parameters<Sealer["sealWord"]>) {
    const sealed = await super.sealWord(...name)
    await this.wait()
    return sealed
  }
  override async openWord(...name: Parameters<Sealer["openWord"]>) {
    await this.wait()
    return super.openWord(...name)
  }
  override async makeOpening(...name: Parameters<Sealer["makeOpening"]>) {
    const sealed = await super.makeOpening(...name)
    await this.wait()
    return sealed
  }
}

interface Page {
  side: Side
  load: string
  words: Session
  line: Line | null
  told: SessionEvent[]
}

export class World {
  readonly checker = new Checker()
  readonly clock = new TestClock()
  readonly random: Random
  readonly server: Server
  readonly pages: Record<Side, Page>
  private readonly halfOpen: { side: Side; line: Line }[] = [] // cut, and the server does not know yet
  private loads = 0
  private spoken = 0
  private swapped: SessionEvent | null = null

  constructor(seed: number, private readonly faults: Faults = {}) {
    this.random = new Random(seed)
    this.server = new Server(this.random.below(2) === 0 ? 2_500 : 65_536, faults)
    this.pages = { visitor: this.page("visitor"), counsellor: this.page("counsellor") }
  }

  say(side: Side): ReturnType<Session["say"]> {
    this.spoken += 1
    return this.pages[side].words.say(`word ${this.spoken}`)
  }

  connect(side: Side): void {
    const page = this.pages[side]
    if (page.line !== null) return
    page.line = new Line()
    page.line.toServer.push(JSON.stringify({ type: "hello", load: page.load }))
  }

  // Something of what is under way still arrives, the rest never does.
  cut(side: Side, serverKnows: boolean): void {
    const page = this.pages[side]
    const { line } = page
    if (line === null) return
    for (let n = this.random.below(line.toServer.length + 1); n > 0; n -= 1) this.arriveAtServer(side)
    for (let n = this.random.below(line.toPage.length + 1); n > 0; n -= 1) this.arriveAtPage(side)
    line.cut = true
    page.line = null
    page.words.lost()
    if (serverKnows) this.server.lost(side, line)
    else this.halfOpen.push({ side, line })
  }

  reload(side: Side): void {
    this.cut(side, this.random.below(2) === 0)
    this.pages[side].words.close()
    this.pages[side] = this.page(side)
  }

  killServer(): void {
    for (const side of sides) this.cut(side, true)
    this.halfOpen.length = 0
    this.server.crash()
  }

  noticeLoss(): void {
    const lost = this.halfOpen.shift()
    if (lost !== undefined) this.server.lost(lost.side, lost.line)
  }

  arriveAtServer(side: Side): void {
    const { line } = this.pages[side]
    const text = line?.toServer.shift()
    if (line !== null && text !== undefined) this.server.hear(side, line, JSON.parse(text) as FromSession)
  }

  arriveAtPage(side: Side): void {
    const { line, words } = this.pages[side]
    const text = line?.toPage.shift()
    if (text !== undefined) words.handle(JSON.parse(text) as ToSession)
  }

  // Everybody is there and nothing is cut until nothing moves any more.
  async quiet(): Promise<void> {
    while (this.halfOpen.length > 0) this.noticeLoss()
    for (const side of sides) this.connect(side)
    let rounds = 0
    for (let still = 0; still < 45; still += 1) {
      while (this.underWay()) {
        rounds += 1
        if (rounds > 3_000) throw new Broken("the pages never come to rest")
        for (const side of sides) {
          this.arriveAtServer(side)
          this.arriveAtPage(side)
        }
        await settle()
        this.clock.pass(0)
        still = 0
      }
      this.clock.pass(500)
      await settle()
    }
  }

  private underWay(): boolean {
    return sides.some((side) => {
      const { line } = this.pages[side]
      return line !== null && line.toServer.length + line.toPage.length > 0
    })
  }

  private page(side: Side): Page {
    const load = `${side}-${++this.loads}`
    const place = { desk: "demo", session, load }
    const page: Page = {
      side,
      load,
      line: null,
      told: [],
      words: new Session({
        ...place,
        limits: { page_words: 20, page_bytes: 16_000 },
        clock: this.clock,
        random: this.random.bytes,
        sealer: new SlowSealer(place, this.random),
        send: (message) => {
          page.line?.toServer.push(JSON.stringify(message))
          return page.line !== null
        },
        emit: (event) => this.show(page, event),
      }),
    }
    return page
  }

  // What a page does with an event, planted faults included.
  private show(page: Page, event: SessionEvent): void {
    const theirs = event.type === "word" && !event.word.mine
    if (theirs && this.faults.swaps === true && this.swapped === null && event.word.number === 2) {
      this.swapped = event
      return
    }
    this.note(page, event)
    if (theirs && this.faults.showsTwice === true && event.word.number === 3) this.note(page, event)
    if (theirs && this.swapped !== null && event !== this.swapped) this.note(page, this.swapped)
  }

  private note(page: Page, event: SessionEvent): void {
    page.told.push(event)
    const { load, side } = page
    if (event.type === "word") {
      const { stream, number, text, mine } = event.word
      const seen = { page: load, side, stream, number, text }
      if (mine) this.checker.said(seen)
      else this.checker.shown(seen)
    }
    if (event.type === "delivered") this.checker.delivered(load, event.stream, event.upTo)
    if (event.type === "could_not_send") this.checker.couldNotSend(load, event.stream, event.from)
    if (event.type === "missing") this.checker.toldMissing(load)
  }
}
