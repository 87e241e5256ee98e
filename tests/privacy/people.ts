// Visitors and counsellors with the pages that ship, in a process of their own: whatever word is given
// to them is said by one of them, locked by its page, and shown on another's. Their parent says what
// to say, whose network goes, and when it is over; they tell what was said, shown and refused.

import { webcrypto } from "node:crypto"

import { CounsellorPage } from "../../web-client/counsellor/page"
import { choice, takeRefusal } from "../../web-client/counsellor/state"
import { newLoad, PassKeeper } from "../../web-client/lib/pass"
import type { Line } from "../../web-client/talk/lines"
import { VisitorPage } from "../../web-client/visitor/page"
import { PageClock } from "../faults/clients/page_clock"
import { RoughSocket } from "../faults/clients/rough_socket"
import { Drawer } from "../web/support/drawer"

globalThis.crypto ??= webcrypto as Crypto // Node 18 has it under another name

interface Plan {
  url: string // of the wire that is recorded
  origin: string
  cookies: string[] // of counsellors that are signed in
  from: string[] // addresses of visitors
  visitors: number // at the same time
}
type Order = { say: string[] } | "deaf" | "hearing" | "end"

const plan = JSON.parse(process.env["PLAN"]!) as Plan
const socketUrl = (role: string) => `${plan.url.replace(/^http/, "ws")}/ws/${role}`
const wordsOfOne = 3 // of a visitor, who then leaves

const waiting: string[] = [] // to be said
const shown = new Set<string>()
const counts = { said: 0, refused: 0, came: 0, talking: 0 }

function seen(lines: readonly Line[]): void {
  for (const line of lines) if (line.kind === "word" && !line.mine) shown.add(line.text)
}

// One page's network.
class Network {
  private socket: RoughSocket | null = null
  readonly clock = new PageClock()

  constructor(private readonly from: string, private readonly headers: Record<string, string>) {}

  connect = (url: string) => {
    const { clock, from } = this
    const headers = { Origin: plan.origin, ...this.headers }
    return (this.socket = new RoughSocket(url, { clock, from, headers, sent: () => {}, arrived: () => {}, closed: () => {} }))
  }
  vanish(): void {
    this.socket?.vanish()
  }
  cut(): void {
    this.socket?.cut()
  }
}

// What a person says next; a text that no page takes is refused and said no more.
function say(page: { say(text: string): string }): boolean {
  const text = waiting.shift()
  if (text === undefined) return false
  const answer = page.say(text)
  if (answer === "ok") counts.said += 1
  else if (answer === "too_long") counts.refused += 1
  else waiting.push(text)
  return answer === "ok"
}

class Visitor {
  readonly network: Network
  readonly page: VisitorPage
  private words = 0
  over = false

  constructor(from: string) {
    this.network = new Network(from, {})
    const { clock, connect } = this.network
    this.page = new VisitorPage({
      url: socketUrl("visitor"),
      desk: "demo",
      load: newLoad(),
      passes: new PassKeeper(new Drawer()),
      clock,
      connect,
      changed: (state) => seen(state.lines),
    })
    this.page.start()
  }

  act(): void {
    const { page } = this
    switch (page.state.stage) {
      case "first": return page.tap({ type: "start" })
      case "consent": return page.tap({ type: "agree" })
      case "pre_chat": return page.tap({ type: "go_on" })
      case "parked": return page.tap({ type: "tap" })
      case "waiting":
        if (page.state.place.tap === "asked") page.tap({ type: "tap" })
        return
      case "turned_away": return page.tap({ type: "again" })
      case "talking":
        if (this.words < wordsOfOne) this.words += say(page) ? 1 : 0
        else if (page.state.lines.every((line) => line.kind !== "word" || line.state === "delivered")) page.tap({ type: "leave" })
        return
      case "ended":
        page.stop()
        this.network.clock.end()
        this.over = true
    }
  }
}

class Counsellor {
  readonly network: Network
  readonly page: CounsellorPage
  private turns = 0

  constructor(cookie: string, from: string) {
    this.network = new Network(from, { Cookie: cookie })
    const { clock, connect } = this.network
    this.page = new CounsellorPage({
      url: socketUrl("counsellor"),
      load: newLoad(),
      clock,
      connect,
      storage: new Drawer(),
      changed: (state) => { for (const { lines } of state.talks) seen(lines) },
    })
    this.page.start("demo")
  }

  act(): void {
    const { state } = this.page
    this.turns += 1
    if (state.link !== "open" || state.receiving.own === null) return
    const wanted = { choice: "available", sessions_at_once: state.receiving.mostSessions } as const
    if (choice(state).choice !== wanted.choice) this.page.tap({ type: "receive", ...wanted })
    else if (state.receiving.offer !== null && state.wishes.accept === null) this.page.tap({ type: "accept" })
    else if (state.wishes.take === null && takeRefusal(state, Date.now()) === null && this.turns % 10 === 0) this.page.tap({ type: "take" })
    for (const { session, stage, peerHere } of state.talks) {
      if (stage === "ended" && !state.wishes.wrapUp.has(session)) this.page.tap({ type: "wrap_up", session, heavy: false })
      if (stage === "talking" && peerHere && this.turns % 3 === 0) say({ say: (text) => this.page.say(session, text) })
    }
  }
}

const counsellors = plan.cookies.map((cookie, at) => new Counsellor(cookie, plan.from[at]!))
const visitors: Visitor[] = []

const acting = setInterval(() => {
  for (const one of [...visitors, ...counsellors]) one.act()
  for (let at = visitors.length - 1; at >= 0; at -= 1) if (visitors[at]!.over) visitors.splice(at, 1)
  while (visitors.length < plan.visitors) {
    visitors.push(new Visitor(plan.from[(plan.cookies.length + counts.came) % plan.from.length]!))
    counts.came += 1
  }
  counts.talking = visitors.filter(({ page }) => page.state.stage === "talking").length
}, 100)

const telling = setInterval(() => process.send!({ ...counts, waiting: waiting.length, shown: [...shown] }), 300)

process.on("disconnect", () => process.exit(1))
process.on("message", (order: Order) => {
  if (typeof order === "object") waiting.push(...order.say)
  else if (order === "deaf") {
    counsellors[0]!.network.vanish() // what is said to it waits in the server, unconfirmed
    counsellors[1]!.page.stop() // what is said to it is held by the pages
    counsellors[1]!.network.cut()
  } else if (order === "hearing") counsellors[1]!.page.start("demo")
  else {
    clearInterval(acting)
    clearInterval(telling)
    for (const { page } of [...visitors, ...counsellors]) page.stop()
    process.send!({ over: true }, () => process.exit(0))
  }
})
