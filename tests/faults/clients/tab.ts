// One tab with one page load in it, whoever's: its clock, its connections, its line in the history,
// and what a rough life does to it. What the page is and what its person wants, it does not know.

import { createHash } from "node:crypto"

import { newLoad } from "../../../web-client/lib/pass"
import type { Link, WebSocketLike } from "../../../web-client/lib/socket"
import type { Line } from "../../../web-client/talk/lines"
import { PageClock } from "./page_clock"
import { RoughSocket } from "./rough_socket"
import { lastScreen, Screen } from "./screen"
import type { Town } from "./town"

// Frames that happen all the time and about which no promise is made.
const unwritten = new Set(["opening", "received", "missing", "opening_asked", "history", "history_asked", "typing", "pong"])

const fallsAsleep = [3_000, 20_000] as const
const feelsItsWay = [2_000, 9_000] as const // until a person touches a page that hangs

// As the server and its journal know a pass.
export const hashOf = (pass: string) => createHash("sha256").update(Buffer.from(pass, "base64url")).digest("base64url")

export interface TabOptions {
  town: Town
  person: string
  how: "fresh" | "reload" | "duplicate" | "reopen" | "rolled_back" | "device"
  tab?: number // of this person's, over all its loads; of a console, which keeps nothing, nobody asks
  headers?: Record<string, string>
  renewed?(): void // another load has begun in it
  placed?(): object // what each message told is written down with
}

export class Tab {
  load = newLoad() // as the last greeting named it
  readonly clock = new PageClock()
  screen: Screen
  alive = true
  private socket: RoughSocket | null = null
  private readonly address: string
  private link: Link | null = null

  constructor(private readonly options: TabOptions) {
    this.address = options.town.address()
    this.screen = this.begun(options.how)
  }

  private begun(how: string): Screen {
    this.write("page", { how, tab: this.options.tab })
    return new Screen((event, more) => this.write(event, more))
  }

  // A page that was opened elsewhere and is taken up again begins as another load.
  private greets(load: string): void {
    if (load === this.load) return
    this.write("page_gone", { how: "left" })
    this.load = load
    this.screen = this.begun("reopen")
    if (this.link !== null) this.write("link", { s: this.link })
    this.options.renewed?.()
  }

  write(event: string, more: object = {}): void {
    const { town, person } = this.options
    town.history.write(person, this.load, event, more)
  }

  // How the page stands with its connection, whenever its state says so.
  linked(link: Link): void {
    if (link === this.link) return
    this.link = link
    this.write("link", { s: link })
  }

  connect = (url: string): WebSocketLike => {
    const { headers } = this.options
    this.socket = new RoughSocket(url, {
      clock: this.clock,
      from: this.address,
      ...(headers && { headers }),
      sent: (message) => this.sent(message),
      arrived: (message) => this.arrived(message),
      closed: (code) => {
        if (code >= 4100 && code < 4200) this.write("closed", { code })
      },
    })
    return this.socket
  }

  // What stands on the screen of a page that still lives.
  last(stage: string, session: string | null, here: boolean, linked: boolean, lines: readonly Line[]): void {
    this.write("screen", { stage, session, here, linked, lines: lastScreen(lines) })
  }

  // The page is no more; `network` says whether the other end is told.
  end(how: "reload" | "crash" | "left" | "discarded"): void {
    if (!this.alive) return
    this.alive = false
    this.clock.end()
    if (how === "crash" || how === "discarded") this.socket?.cut()
    this.write("page_gone", { how })
  }

  // The kinds of trouble that the page itself survives. `woke` is what the browser tells it after.
  suffers(kind: string, woke: () => void): void {
    const { town } = this.options
    switch (kind) {
      case "cut":
        return this.socket?.cut()
      case "vanish":
        this.socket?.vanish()
        if (town.happens(0.4)) this.clock.after(town.between(feelsItsWay), woke)
        return
      case "slow":
        return this.socket?.slow(100 + town.random.below(900))
      case "stall":
        return this.socket?.stall(2_000 + town.random.below(8_000))
      case "lossy":
        return this.socket?.lose(() => town.random.below(20) === 0)
      case "freeze":
        return this.freeze(town.between(fallsAsleep), woke)
    }
  }

  private freeze(milliseconds: number, woke: () => void): void {
    this.write("frozen")
    this.clock.freeze()
    setTimeout(() => {
      if (!this.alive) return
      this.write("thawed")
      this.clock.thaw()
      woke()
    }, milliseconds)
  }

  private sent(message: Record<string, unknown>): void {
    if (message.type === "hello") this.greets(String(message.load))
    if (message.type === "join") this.write("asked", { what: "join", pass: hashOf(String(message.pass)) })
    if (message.type !== "word") return
    const { session, stream, number, membership } = message
    this.write("sent", { session, stream, number, membership })
  }

  private arrived(message: Record<string, unknown>): void {
    const type = String(message.type)
    if (type === "word") {
      const { session, stream, number, load } = message
      this.write("arrived", { session, stream, number, from: load })
    } else if (!unwritten.has(type)) {
      this.write("told", { m: message, ...this.options.placed?.() })
    }
  }
}
