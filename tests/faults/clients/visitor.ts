// A visitor at a phone: comes, waits, talks and leaves, through everything that happens to phones.
// The page is the one that ships, the person is drawn from the seed. It judges nothing.

import { PassKeeper } from "../../../web-client/lib/pass"
import { hasPlace, type Reason } from "../../../web-client/visitor/state"
import { VisitorPage } from "../../../web-client/visitor/page"
import type { Tap } from "../../../web-client/visitor/taps"
import { Drawer } from "../../web/support/drawer"
import { sends, tokenOf } from "./screen"
import { hashOf, Tab, type TabOptions } from "./tab"
import { post, turnMilliseconds, type Town } from "./town"

// One page of this person; a duplicated tab is a second one.
class Phone {
  readonly tab: Tab
  readonly passes: PassKeeper
  readonly page: VisitorPage
  private missed = false // the person reads that there is no such place any more

  constructor(town: Town, person: string, how: TabOptions["how"], readonly storage: Drawer, readonly number: number) {
    this.tab = new Tab({ town, person, how, tab: number, placed: () => this.placed() })
    const { load, clock, connect } = this.tab
    this.passes = new PassKeeper(storage)
    this.page = new VisitorPage({
      url: town.socketUrl("visitor"),
      desk: town.plan.desk,
      load,
      passes: this.passes,
      clock,
      connect,
      changed: (state) => {
        this.tab.linked(state.link)
        this.searched(state.reason)
        if (state.session !== null) this.tab.screen.shows(state.session, state.lines)
      },
    })
    this.page.start()
  }

  private searched(reason: Reason | null): void {
    const missed = reason === "not_found"
    if (missed && !this.missed) this.tab.write("not_found", this.placed())
    this.missed = missed
  }

  placed(): object {
    const pass = this.passes.current
    return pass === null ? {} : { pass: hashOf(pass) }
  }
}

export class Visitor {
  over = false // there is nothing more to see of this person
  private phones: Phone[] = []
  private tabs = 0 // that were ever opened
  private coming = 0 // pages that are to be opened again
  private older: Drawer | null = null // what the tab's storage was once
  private words = 0
  private readonly enough: number
  private counter = 0
  private timer: NodeJS.Timeout

  constructor(
    private readonly town: Town,
    private readonly name: string,
  ) {
    const { words } = town.plan.talk
    this.enough = town.between(words[town.random.below(words.length)]!)
    this.open("fresh", new Drawer())
    this.timer = setTimeout(() => this.turn(), town.random.below(1_000))
  }

  // In a session, connected and with the other person there.
  get talking(): boolean {
    return this.phones.some(({ page: { state } }) => state.stage === "talking" && state.link === "open" && state.told && state.peerHere)
  }

  // A page that is not connected, or a word that should arrive, as the other one is there.
  get underWay(): boolean {
    return this.phones.some(({ page: { state } }) => state.link !== "open" || (state.stage === "talking" && state.peerHere && sends(state.lines)))
  }

  saysOne(): void {
    for (const phone of this.phones) if (phone.page.state.stage === "talking") this.say(phone)
  }

  // The last screens, when the evening is over.
  end(): void {
    clearTimeout(this.timer)
    for (const { tab, page } of this.phones) {
      const { stage, session, peerHere, link, lines } = page.state
      tab.last(stage, session, peerHere, link === "open", lines)
      page.stop()
      tab.end("left")
    }
  }

  private open(how: TabOptions["how"], storage: Drawer, number = (this.tabs += 1)): void {
    this.phones.push(new Phone(this.town, this.name, how, storage, number))
  }

  private turn(): void {
    for (const phone of this.phones) this.act(phone)
    this.phones = this.phones.filter(({ tab }) => tab.alive)
    const kind = this.phones.length === 0 ? null : this.town.weather()
    if (kind !== null) this.suffer(kind, this.phones[this.phones.length - 1]!)
    if (this.phones.length === 0 && this.coming === 0) this.over = true
    if (!this.over && !this.town.over) {
      this.timer = setTimeout(() => this.turn(), turnMilliseconds / 2 + this.town.random.below(turnMilliseconds))
    }
  }

  private act(phone: Phone): void {
    const { town } = this
    switch (phone.page.state.stage) {
      case "first": return this.begin(phone)
      case "consent": return this.tap(phone, { type: "agree" })
      case "pre_chat": return this.tap(phone, { type: "go_on" })
      case "waiting": return this.wait(phone)
      case "parked": return this.tap(phone, { type: "tap" })
      case "turned_away":
        if (town.happens(3)) this.tap(phone, { type: "again" })
        return
      case "resumable":
      case "later":
        if (town.happens(1)) this.tap(phone, { type: "resume" })
        return
      case "talking": return this.talk(phone)
      case "ended":
        if (town.happens(1)) this.leave(phone, "left")
        return
      case "elsewhere":
        if (this.phones.length === 1 || town.happens(30)) this.tap(phone, { type: "here" })
        else if (town.happens(2)) this.leave(phone, "left")
        return
      case "reload":
        return this.reload(phone, "reload")
    }
  }

  // Whoever stands on the first page again is through, or was told that the place is no more; at the
  // end of an evening such a page stays, and is looked at.
  private begin(phone: Phone): void {
    const { reason } = phone.page.state
    if (reason === "not_found" && this.town.calm) return
    if (reason !== null) this.leave(phone, "left")
    else if (!this.town.calm) this.tap(phone, { type: "start" })
  }

  private wait(phone: Phone): void {
    if (phone.page.state.place.tap === "asked") this.tap(phone, { type: "tap" })
    else if (!this.town.calm && this.town.happens(120)) this.tap(phone, { type: "leave" })
  }

  private talk(phone: Phone): void {
    const { page } = phone
    const { plan } = this.town
    if (this.town.calm || page.state.wish === "leave") return
    if (this.words >= this.enough) {
      if (this.town.happens(4)) this.tap(phone, { type: "leave" })
      return
    }
    if (this.town.happens(this.town.between(plan.talk.pause) / 1_000)) this.say(phone)
  }

  private say({ page, tab }: Phone): void {
    const text = `${this.name}-${this.counter + 1} ${"話".repeat(this.town.random.below(60))}`
    if (page.say(text) !== "ok") return
    tab.write("wrote", { session: page.state.session, token: tokenOf(text) })
    this.counter += 1
    this.words += 1
    this.town.said += 1
  }

  private tap(phone: Phone, tap: Tap): void {
    if (tap.type === "leave" || tap.type === "resume" || tap.type === "tap") {
      phone.tab.write("asked", { what: tap.type, ...phone.placed() })
    }
    phone.page.tap(tap)
  }

  private suffer(kind: string, phone: Phone): void {
    switch (kind) {
      case "reload": return this.reload(phone, "reload")
      case "crash": return this.reload(phone, "crash")
      case "duplicate":
        if (this.phones.length === 1) this.open("duplicate", phone.storage.copy())
        return
      case "storage_lost":
        if (!this.town.happens(1)) return // rarer: such a person never comes back
        phone.storage.values.clear()
        return this.leave(phone, "left")
      case "rolled_back": {
        const older = this.older
        this.older = phone.storage.copy()
        if (older !== null) this.reload(phone, "rolled_back", older)
        return
      }
      default:
        return phone.tab.suffers(kind, () => phone.page.woke())
    }
  }

  // The page goes as browsers let it go, with a last word or without one, and comes again.
  private reload(phone: Phone, how: "reload" | "crash" | "rolled_back", storage = phone.storage): void {
    this.leave(phone, how === "reload" ? how : "crash")
    this.coming += 1
    setTimeout(() => {
      this.coming -= 1
      if (!this.town.over) this.open(how === "crash" ? "reopen" : how, storage, phone.number)
    }, how !== "reload" ? 500 + this.town.random.below(4_000) : 0)
  }

  private leave({ page, passes, tab }: Phone, how: "reload" | "crash" | "left"): void {
    const pass = passes.current
    if (how === "crash") tab.end(how)
    else if (pass !== null && hasPlace(page.state)) {
      void post(this.town.plan.url, "/api/v1/beacon", { pass, load: tab.load, says: "away" })
    }
    page.stop()
    tab.end(how)
  }
}
