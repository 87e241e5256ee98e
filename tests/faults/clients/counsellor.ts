// A counsellor at a console, signed in: receives, talks in up to three sessions, ends and records,
// through reloads, dead networks and a second device. The page is the one that ships.

import { CounsellorPage } from "../../../web-client/counsellor/page"
import { pauseMinutes } from "../../../web-client/counsellor/receiving"
import { choice, takeRefusal, type Tap } from "../../../web-client/counsellor/state"
import type { Talk } from "../../../web-client/counsellor/talks"
import { Screen, sends, tokenOf } from "./screen"
import { Tab, type TabOptions } from "./tab"
import { turnMilliseconds, type Town } from "./town"

const absenceIsLong = 10 // seconds until a counsellor ends a session whose visitor is away

class Console {
  readonly tab: Tab
  readonly page: CounsellorPage
  private readonly screens = new Map<string, Screen>()

  constructor(town: Town, person: string, how: TabOptions["how"], cookie: string) {
    this.tab = new Tab({ town, person, how, headers: { Cookie: cookie }, renewed: () => this.screens.clear() })
    const { load, clock, connect } = this.tab
    this.page = new CounsellorPage({
      url: town.socketUrl("counsellor"),
      load,
      clock,
      connect,
      changed: (state) => {
        this.tab.linked(state.link)
        for (const { session, lines } of state.talks) this.screen(session).shows(session, lines)
      },
    })
    this.page.start(town.plan.desk)
  }

  tap(tap: Tap): void {
    this.page.tap(tap)
  }

  private screen(session: string): Screen {
    const known = this.screens.get(session)
    if (known !== undefined) return known
    const screen = new Screen((event, more) => this.tab.write(event, more))
    this.screens.set(session, screen)
    return screen
  }
}

export class Counsellor {
  private consoles: Console[] = []
  private coming = 0
  private counter = 0
  private readonly alone = new Map<string, number>() // session -> seconds without its visitor
  private timer: NodeJS.Timeout

  constructor(
    private readonly town: Town,
    private readonly name: string,
    private readonly cookie: string,
  ) {
    this.timer = setTimeout(() => this.turn(), town.random.below(1_000))
  }

  get ready(): boolean {
    return this.consoles.some(({ page }) => page.state.link === "open")
  }

  // A console that is not connected, or a word that should arrive, as the visitor is there.
  get underWay(): boolean {
    return this.consoles.some(({ page: { state } }) =>
      state.link !== "open" || state.talks.some(({ stage, peerHere, lines }) => stage === "talking" && peerHere && sends(lines)))
  }

  end(): void {
    clearTimeout(this.timer)
    for (const { tab, page } of this.consoles) {
      const { link, talks } = page.state
      for (const { stage, session, peerHere, lines } of talks) tab.last(stage, session, peerHere, link === "open", lines)
      if (talks.length === 0) tab.last("empty", null, false, link === "open", [])
      page.stop()
      tab.end("left")
    }
  }

  private turn(): void {
    if (this.consoles.length === 0 && this.coming === 0) this.open("fresh")
    for (const console of this.consoles) this.act(console)
    this.consoles = this.consoles.filter(({ tab }) => tab.alive)
    const kind = this.consoles.length === 0 ? null : this.town.weather()
    if (kind !== null) this.suffer(kind, this.consoles[this.consoles.length - 1]!)
    if (!this.town.over) {
      this.timer = setTimeout(() => this.turn(), turnMilliseconds / 2 + this.town.random.below(turnMilliseconds))
    }
  }

  private open(how: TabOptions["how"]): void {
    this.consoles.push(new Console(this.town, this.name, how, this.cookie))
  }

  private act(console: Console): void {
    const { page } = console
    switch (page.state.stopped) {
      case "elsewhere":
        if (this.consoles.length === 1) page.start(this.town.plan.desk) // 「この画面で続ける」
        else if (this.town.happens(2)) this.leave(console, "left")
        return
      case "signed_out":
        throw new Error(`${this.name} was signed out`) // nobody does that here
      case "reload":
        return this.reload(console, "reload")
    }
    if (page.state.link !== "open" || page.state.receiving.own === null) return
    this.receive(console)
    for (const talk of page.state.talks) this.attend(console, talk)
  }

  private receive(console: Console): void {
    const { page, tab } = console
    const { state } = page
    const wanted = { choice: "available", sessions_at_once: state.receiving.mostSessions } as const
    if (this.town.calm) {
      if (choice(state).choice === "available") console.tap({ type: "receive", ...wanted, choice: "only_my_session" })
      return
    }
    const now = Date.now()
    if (pauseMinutes(state.receiving, now) > 0) return
    if (choice(state).choice !== "available" || choice(state).sessions_at_once !== wanted.sessions_at_once) {
      if (this.town.happens(1)) console.tap({ type: "receive", ...wanted })
    }
    const { offer } = state.receiving
    if (offer !== null && state.wishes.accept === null) {
      if (!this.town.happens(0.6)) return
      tab.write("asked", { what: "accept", session: offer.session })
      console.tap({ type: "accept" })
    } else if (offer === null && state.wishes.take === null && takeRefusal(state, now) === null && this.town.happens(4)) {
      tab.write("asked", { what: "take_next" })
      console.tap({ type: "take" })
    }
  }

  private attend(console: Console, talk: Talk): void {
    const { town } = this
    const { session } = talk
    if (talk.stage !== "talking") {
      if (console.page.state.wishes.wrapUp.has(session) || !town.happens(1)) return
      console.tab.write("asked", { what: "wrap_up", session })
      return console.tap({ type: "wrap_up", session, heavy: false })
    }
    const alone = talk.peerHere ? 0 : (this.alone.get(session) ?? 0) + turnMilliseconds / 1_000
    this.alone.set(session, alone)
    if (console.page.state.wishes.end.has(session) || town.calm) return
    if (alone > absenceIsLong || town.happens(town.plan.talk.endEvery)) {
      console.tab.write("asked", { what: "end", session })
      return console.tap({ type: "end", session })
    }
    if (town.happens(town.between(town.plan.talk.pause) / 1_000)) this.say(console, session)
  }

  saysOne(): void {
    for (const console of this.consoles)
      for (const { stage, session } of console.page.state.talks) if (stage === "talking") this.say(console, session)
  }

  private say({ page, tab }: Console, session: string): void {
    const { town } = this
    const text = `${this.name}-${this.counter + 1} ${"聞".repeat(town.random.below(60))}`
    if (page.say(session, text) !== "ok") return
    tab.write("wrote", { session, token: tokenOf(text) })
    this.counter += 1
    town.said += 1
  }

  private suffer(kind: string, console: Console): void {
    switch (kind) {
      case "reload":
      case "crash":
        return this.reload(console, kind)
      case "duplicate":
        if (this.consoles.length === 1) this.open("device")
        return
      case "storage_lost":
      case "rolled_back":
        return // a console keeps nothing that could be lost
      default:
        return console.tab.suffers(kind, () => console.page.woke())
    }
  }

  private reload(console: Console, how: "reload" | "crash"): void {
    this.leave(console, how)
    this.coming += 1
    setTimeout(() => {
      this.coming -= 1
      if (!this.town.over) this.open(how === "crash" ? "reopen" : "reload")
    }, how === "crash" ? 500 + this.town.random.below(4_000) : 0)
  }

  private leave({ page, tab }: Console, how: "reload" | "crash" | "left"): void {
    if (how === "crash") tab.end(how)
    page.stop()
    tab.end(how)
  }
}
