// One role's connection to the server, and how it comes back: attempts with full jitter, pings, and
// distrust after waking, because a phone that slept keeps showing a dead socket as open. It decodes
// nothing but the type of a message and knows neither line nor session.

import { closeCodes, limits } from "../generated/protocol"
import { browserClock, type Clock } from "./clock"

export type Link = "connecting" | "open" | "lost"

export interface SocketEvents<In> {
  opened(): void // say hello now
  message(message: In): void
  link(state: Link): void
  closed(code: number): void // final (4100 to 4199): nothing more until `start`
}

// The part of a browser's WebSocket that is used here.
export interface WebSocketLike {
  onopen: ((event: never) => void) | null
  onmessage: ((event: never) => void) | null
  onclose: ((event: never) => void) | null
  readonly readyState?: number // 1 while it is open
  send(text: string): void
  close(code?: number): void
}

export interface SocketOptions {
  known: ReadonlySet<string> // toVisitorTypes, toCounsellorTypes or toSupervisorTypes
  patience: () => Patience // asked when the connection is lost
  connect?: (url: string) => WebSocketLike
  clock?: Clock
  random?: () => number // 0 to 1, for the jitter
}

// Back-off doubles from the first value up to the cap, and each delay is drawn from all of it
// (full jitter), so that a thousand pages do not come back together. After a restart sessions and staff
// come first, then who waits in line, then who only looks at the page.
const delays = {
  session: { first: 500, longest: 5_000 },
  line: { first: 2_000, longest: 10_000 },
  looking: { first: 4_000, longest: 20_000 },
}
export type Patience = keyof typeof delays

// A server that closes everybody at once is met by everybody at once: these begin further up.
const laterTries = new Map<number, number>([
  [closeCodes.going_down, 1],
  [closeCodes.crowded, 5],
])

// A first attempt on a network that comes up slowly needs some seconds; a hung one costs no more.
const connectTimeout = 8_000

// After waking, an answer is expected within this time.
const wakeTimeout = 3_000

// How often the socket looks at the clock; a look that comes this late means that the device slept.
const tickInterval = 1_000
const sleepGap = 10_000

// A browser closes a socket before it says so, and complains of what is sent meanwhile.
const isOpen = ({ readyState }: WebSocketLike) => readyState === undefined || readyState === 1

export class Socket<Out extends { type: string }, In extends { type: string }> {
  private readonly known: ReadonlySet<string>
  private readonly connect: (url: string) => WebSocketLike
  private readonly clock: Clock
  private readonly random: () => number
  private readonly patience: () => Patience
  private started = false
  private socket: WebSocketLike | null = null
  private state: Link | null = null
  private probing = false // an answer is awaited after waking
  private whenAnswered: (() => void) | null = null
  private tries = 0
  private attemptedAt = 0
  private heardAt = 0
  private pingedAt = 0
  private tickedAt = 0
  private stopTicking = () => {}
  private clearDeadline = () => {}
  private pingInterval = limits.ping_interval_seconds * 1_000
  private silence = limits.silence_seconds * 1_000

  constructor(
    private readonly url: string,
    private readonly events: SocketEvents<In>,
    options: SocketOptions,
  ) {
    this.known = options.known
    this.connect = options.connect ?? ((address) => new WebSocket(address))
    this.clock = options.clock ?? browserClock
    this.random = options.random ?? Math.random
    this.patience = options.patience
  }

  // Begins, or begins again after `closed`.
  start(): void {
    if (this.started) return
    this.started = true
    this.tries = 0
    this.tickedAt = this.clock.now()
    this.keepTicking()
    this.attempt()
  }

  // The page goes away or has no more to say: closes, and tells nobody.
  stop(): void {
    this.started = false
    this.stopTicking()
    this.drop()
    this.state = null
  }

  // What `welcome` says about heartbeats.
  beat(pingSeconds: number, silenceSeconds: number): void {
    this.pingInterval = pingSeconds * 1_000
    this.silence = silenceSeconds * 1_000
  }

  // False when the connection is not open: nothing was sent and nothing is kept.
  send(message: Out): boolean {
    if (this.state !== "open" || this.socket === null || !isOpen(this.socket)) return false
    this.socket.send(JSON.stringify(message))
    return true
  }

  // To be called on visibilitychange (to visible), pageshow and online. Asks an open connection for
  // a sign of life, makes a waiting one try at once, and gives a hung attempt up. Several calls in a
  // row are one.
  woke(): void {
    if (!this.started || this.probing) return
    const now = this.clock.now()
    if (this.state === "open") {
      this.probing = true
      this.ping(now)
      this.deadline(wakeTimeout, () => this.attempt())
    } else if (this.socket === null || now - this.attemptedAt > wakeTimeout) {
      this.tries = 0
      this.attempt()
    }
  }

  // Calls when the server has answered a ping that goes out now, so that all it said before has come;
  // never, when this connection is lost first.
  answered(call: () => void): void {
    if (this.state !== "open") return
    this.whenAnswered = call
    this.ping(this.clock.now())
  }

  private hasAnswered(): void {
    const call = this.whenAnswered
    this.whenAnswered = null
    call?.()
  }

  private attempt(): void {
    this.drop()
    this.attemptedAt = this.clock.now()
    this.tell("connecting")
    let socket: WebSocketLike
    try {
      socket = this.connect(this.url)
    } catch {
      this.lost()
      return
    }
    this.socket = socket
    this.deadline(connectTimeout, () => this.lost())
    socket.onopen = () => this.opened()
    socket.onmessage = (event: { data: unknown }) => this.heard(event.data)
    socket.onclose = (event: { code: number }) => this.ended(event.code)
  }

  private opened(): void {
    this.clearDeadline()
    this.heardAt = this.pingedAt = this.clock.now()
    this.tell("open")
    this.events.opened()
  }

  private heard(data: unknown): void {
    const now = this.clock.now()
    this.heardAt = now
    this.tries = 0 // only a server that speaks makes the next loss a fresh one
    if (this.probing) {
      this.probing = false
      this.clearDeadline()
    }
    const message = this.read(data)
    if (message === null) {
      this.finish(closeCodes.other_protocol)
      return
    }
    // A page in the background has slow timers; what comes in still wakes it to its pings.
    if (now - this.pingedAt >= this.pingInterval) this.ping(now)
    if (message.type === "pong") this.hasAnswered()
    else this.events.message(message)
  }

  // Null for what this page does not know: it is older or newer than the server.
  private read(data: unknown): In | null {
    if (typeof data !== "string") return null
    try {
      const message: unknown = JSON.parse(data)
      const type = (message as { type?: unknown } | null)?.type
      return typeof type === "string" && this.known.has(type) ? (message as In) : null
    } catch {
      return null
    }
  }

  private ended(code: number): void {
    if (code >= 4100 && code <= 4199) {
      this.finish(code)
      return
    }
    this.tries = Math.max(this.tries, laterTries.get(code) ?? 0)
    this.lost()
  }

  private finish(code: number): void {
    this.stop()
    this.events.link("lost")
    this.events.closed(code)
  }

  private lost(): void {
    this.drop()
    const { first, longest } = delays[this.patience()]
    const cap = Math.min(longest, first * 2 ** this.tries)
    this.tries += 1
    this.deadline(this.random() * cap, () => this.attempt())
    this.tell("lost")
  }

  // The socket of a phone that slept may never answer `close`: it is no longer listened to.
  private drop(): void {
    const socket = this.socket
    this.socket = null
    this.probing = false
    this.whenAnswered = null
    this.clearDeadline()
    if (socket === null) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
  }

  private ping(now: number): void {
    this.pingedAt = now
    if (this.socket !== null && isOpen(this.socket)) this.socket.send('{"type":"ping"}')
  }

  // At most one thing is waited for: the connection, the answer after waking, or the next attempt.
  private deadline(milliseconds: number, then: () => void): void {
    this.clearDeadline()
    this.clearDeadline = this.clock.after(milliseconds, then)
  }

  private keepTicking(): void {
    this.stopTicking = this.clock.after(tickInterval, () => {
      this.keepTicking()
      this.tick(this.clock.now())
    })
  }

  private tick(now: number): void {
    const passed = now - this.tickedAt
    this.tickedAt = now
    if (passed < 0 || passed > tickInterval + sleepGap) {
      this.heardAt = this.pingedAt = now // silence while asleep says nothing about the server
      this.woke()
    } else if (this.state === "open") {
      if (now - this.heardAt >= this.silence) this.lost()
      else if (now - this.pingedAt >= this.pingInterval) this.ping(now)
    }
  }

  private tell(state: Link): void {
    if (this.state === state) return
    this.state = state
    this.events.link(state)
  }
}
