// One connection of a page over a network that can be cut, swallow everything, or be slow; on its
// way through, what is sent and what arrives is written into the history. It knows frames, not rules.

import WebSocket from "ws"

import type { WebSocketLike } from "../../../web-client/lib/socket"
import type { PageClock } from "./page_clock"

export interface Route {
  clock: PageClock
  headers?: Record<string, string>
  from?: string // the loopback address that it comes from
  sent(message: Record<string, unknown>): void
  arrived(message: Record<string, unknown>): void
  closed(code: number): void
}

// One direction of a line: everything takes its time, and nothing overtakes.
class Pipe {
  private readonly onTheWay: { due: number; call: () => void }[] = []

  constructor(private readonly delay: () => number) {}

  pass(call: () => void): void {
    this.onTheWay.push({ due: Date.now() + this.delay(), call })
    if (this.onTheWay.length === 1) this.arrive()
  }

  private arrive(): void {
    for (let next = this.onTheWay[0]; next !== undefined; next = this.onTheWay[0]) {
      const wait = next.due - Date.now()
      if (wait > 0) {
        setTimeout(() => this.arrive(), wait)
        return
      }
      next.call()
      this.onTheWay.shift()
    }
  }
}

export class RoughSocket implements WebSocketLike {
  onopen: ((event: never) => void) | null = null
  onmessage: ((event: never) => void) | null = null
  onclose: ((event: never) => void) | null = null
  private readonly socket: WebSocket
  private hole = false
  private delay = 0
  private loses: () => boolean = () => false
  private readonly out = new Pipe(() => this.delay)
  private readonly in = new Pipe(() => this.delay)

  constructor(url: string, private readonly route: Route) {
    const { headers, from } = route
    const origin = new URL(url.replace(/^ws/, "http")).origin
    this.socket = new WebSocket(url, { headers: { Origin: origin, ...headers }, ...(from && { localAddress: from }) })
    this.socket.on("open", () => this.comes(() => this.onopen?.({} as never)))
    this.socket.on("message", (bytes, isBinary) => {
      if (!isBinary) this.comes(() => this.hears(String(bytes)))
    })
    this.socket.on("close", (code) => this.comes(() => this.closes(code)))
    this.socket.on("error", () => {}) // `close` follows
  }

  send(text: string): void {
    if (this.hole) return // and the page believes it is on its way
    this.route.sent(JSON.parse(text) as Record<string, unknown>)
    this.out.pass(() => {
      if (this.socket.readyState === WebSocket.OPEN) this.socket.send(text)
    })
  }

  close(code?: number): void {
    if (this.hole) this.socket.terminate()
    else this.socket.close(code)
  }

  // The network is gone, and both ends are told.
  cut(): void {
    this.socket.terminate()
  }

  // The network is gone, and nobody is told: nothing comes or goes any more.
  vanish(): void {
    this.hole = true
  }

  // Everything takes so long, both ways.
  slow(milliseconds: number): void {
    this.delay = milliseconds
  }

  // Single words that come are swallowed: no TCP does that, but a middleman may.
  lose(loses: () => boolean): void {
    this.loses = loses
  }

  // The page does not read for a while; what comes fills the buffers.
  stall(milliseconds: number): void {
    this.socket.pause()
    setTimeout(() => this.socket.resume(), milliseconds)
  }

  private comes(event: () => void): void {
    this.in.pass(() => {
      if (!this.hole) this.route.clock.run(event)
    })
  }

  private closes(code: number): void {
    this.route.closed(code)
    this.onclose?.({ code } as never)
  }

  private hears(text: string): void {
    const message = JSON.parse(text) as Record<string, unknown>
    if (message.type === "word" && this.loses()) return
    this.route.arrived(message)
    this.onmessage?.({ data: text } as never)
  }
}
