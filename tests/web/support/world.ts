// Two people and a server in one seeded run: people speak, connections are cut with messages under
// way, pages reload, tabs are duplicated, the server is killed. All that happens follows from the seed.

import type { Found } from "../../../web-client/lib/leftovers"
import { Sealer } from "../../../web-client/lib/seal"
import { Session, type SessionEvent } from "../../../web-client/lib/session"
import type { FromSession, ToSession } from "../../../web-client/lib/session_messages"
import { Broken, Checker } from "./checker"
import { settle, TestClock } from "./clock"
import { Drawer } from "./drawer"
import { keysOf } from "./keys"
import { Random } from "./random"
import { Line, Server, session, type ServerFaults, type Side } from "./server"
import { keptIn, Tab } from "./tab"

export interface Faults extends ServerFaults {
  showsTwice?: boolean // a page puts a word on the screen twice
  swaps?: boolean // a page puts two words on the screen in the wrong order
  forgets?: boolean // a page does not take over what the load before it has left
  renames?: boolean // a page takes it over under names of its own
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

export class World {
  readonly checker = new Checker()
  readonly clock = new TestClock()
  readonly random: Random
  readonly server: Server
  readonly pages: Record<Side, Tab> // that hold the seats, or are about to
  readonly told: SessionEvent[] = [] // by all pages there ever were
  private readonly asleep: Record<Side, Tab[]> = { visitor: [], counsellor: [] } // 「別の画面で開かれています。」
  private readonly halfOpen: { side: Side; line: Line }[] = [] // cut, and the server does not know yet
  private loads = 0
  private spoken = 0
  private swapped: SessionEvent | null = null

  constructor(seed: number, private readonly faults: Faults = {}) {
    this.random = new Random(seed)
    this.server = new Server(this.random.below(2) === 0 ? 2_500 : 65_536, faults)
    this.pages = { visitor: this.open("visitor", new Drawer()), counsellor: this.open("counsellor", new Drawer()) }
  }

  say(side: Side): ReturnType<Session["say"]> {
    this.spoken += 1
    return this.pages[side].words?.say(`word ${this.spoken}`) ?? "closed"
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
    page.words?.lost()
    if (serverKnows) this.server.lost(side, line)
    else this.halfOpen.push({ side, line })
  }

  reload(side: Side, storage: "kept" | "lost"): void {
    this.cut(side, this.random.below(2) === 0)
    const { words, drawer } = this.pages[side]
    words?.close()
    this.pages[side] = this.open(side, storage === "kept" ? drawer : new Drawer())
  }

  // A second tab with a copy of what the first has stored takes the seat.
  duplicate(side: Side): void {
    const tab = this.open(side, this.pages[side].drawer.copy())
    this.sleep(side)
    this.pages[side] = tab
  }

  // The tab that was left behind takes the seat again: 「この画面で続ける」, or after a reload.
  comeBack(side: Side): void {
    const tab = this.asleep[side].shift()
    if (tab === undefined) return
    this.sleep(side)
    this.pages[side] = this.random.below(2) === 0 ? this.emptied(tab) : this.open(side, tab.drawer)
  }

  private emptied(tab: Tab): Tab {
    tab.words = null
    tab.load = `${tab.side}-${++this.loads}`
    return tab
  }

  private sleep(side: Side): void {
    this.cut(side, true)
    this.pages[side].words?.close()
    this.asleep[side].push(this.pages[side])
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
    const page = this.pages[side]
    const text = page.line?.toPage.shift()
    if (text === undefined) return
    const message = JSON.parse(text) as ToSession
    if (message.type === "started") {
      page.leftovers.setKey(session, message.storage_key)
      page.words ??= this.begin(page)
    }
    page.words?.handle(message)
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

  private open(side: Side, drawer: Drawer): Tab {
    const tab = new Tab(side, `${side}-${++this.loads}`, drawer, this.clock, this.random)
    for (const { stream, first, words } of keptIn(drawer)) {
      words.forEach((_, index) => this.checker.mustCarry(tab.load, stream, first + index))
    }
    return tab
  }

  private begin(tab: Tab): Session {
    const place = { desk: "demo", session, load: tab.load, keys: keysOf(tab.load), random: this.random.bytes }
    return new Session({
      ...place,
      limits: { page_words: 20, page_bytes: 16_000 },
      clock: this.clock,
      sealer: new SlowSealer(place, this.random),
      leftovers: tab.leftovers.open(session).then((found) => this.tookOver(found)),
      keep: (unconfirmed) => tab.leftovers.keep(session, unconfirmed),
      send: (message) => {
        tab.line?.toServer.push(JSON.stringify(message))
        return tab.line !== null
      },
      emit: (event) => this.show(tab, event),
    })
  }

  private tookOver(found: Found): Found {
    if (this.faults.forgets === true) return { words: [], lost: false }
    if (this.faults.renames !== true) return found
    return { ...found, words: found.words.map((left) => ({ ...left, stream: `${left.stream}+` })) }
  }

  // What a page does with an event, planted faults included.
  private show(page: Tab, event: SessionEvent): void {
    const theirs = event.type === "word" && !event.word.mine
    if (theirs && this.faults.swaps === true && this.swapped === null && event.word.number === 2) {
      this.swapped = event
      return
    }
    this.note(page, event)
    if (theirs && this.faults.showsTwice === true && event.word.number === 3) this.note(page, event)
    if (theirs && this.swapped !== null && event !== this.swapped) this.note(page, this.swapped)
  }

  private note(page: Tab, event: SessionEvent): void {
    this.told.push(event)
    const { load, side } = page
    if (event.type === "word") {
      const { stream, number, text, mine } = event.word
      const seen = { page: load, side, stream, number, text }
      if (mine) this.checker.said(seen)
      else this.checker.shown(seen)
    }
    if (event.type === "history") for (const { stream, number, text, mine } of event.words) this.checker.brought({ page: load, side, stream, number, text }, mine)
    if (event.type === "delivered") this.checker.delivered(load, event.stream, event.upTo)
    if (event.type === "could_not_send") this.checker.couldNotSend(load, event.stream, event.from)
    if (event.type === "missing") this.checker.toldMissing(load)
    if (event.type === "ended") page.leftovers.drop(session)
  }
}
