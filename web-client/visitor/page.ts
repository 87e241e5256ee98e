// The visitor's page without a browser: connection, pass, session and clock, wired to the state. The
// browser's part is main.tsx; the fault tests run this one under Node. It decides nothing that
// state.ts could decide.

import { closeCodes, limits, toVisitorTypes, type FromVisitor, type Limits, type Started, type ToVisitor } from "../generated/protocol"
import { browserClock, type Clock } from "../lib/clock"
import type { MakeKeys } from "../lib/keys"
import { WebCryptoLock, type LeftoverLock } from "../lib/leftover_lock"
import { Leftovers, type Found } from "../lib/leftovers"
import { PageLoad } from "../lib/page_load"
import { newLoad, type PassKeeper } from "../lib/pass"
import type { RandomBytes } from "../lib/random"
import { Session, type SessionEvent } from "../lib/session"
import { isSessionMessage } from "../lib/session_messages"
import { Socket, type WebSocketLike } from "../lib/socket"
import { GuideTimer } from "./guide"
import { endOf, keepsPass } from "./line"
import { Puzzling } from "./puzzling"
import { asks, begin, patience, update, wordsStand, type Event, type State, type Wish } from "./state"
import type { Tap } from "./taps"

const wordsStay = 10 * 60_000 // after the end; the page says so
const greetingTakes = 5_000 // longer without a word about this person's place, on a connection that lives: it is gone

export interface VisitorPageOptions {
  url: string
  desk: string
  load: string
  passes: PassKeeper
  clock?: Clock
  monotonic?: Clock // for the guide length; else `clock`
  random?: RandomBytes
  keys?: MakeKeys // of each load; else the browser's
  lock?: LeftoverLock // of what is unconfirmed, for the load after this one
  jitter?: () => number // 0 to 1, of the back-off
  connect?: (url: string) => WebSocketLike
  changed(state: State): void
  happens?(occasion: Occasion): void
}

// What the browser makes heard or seen beside the state: the turn has come or is near, a word came,
// the composer's draft belongs to nothing any more, this load was thought gone and must begin anew.
export type Occasion = "rings" | "word" | "draft_over" | "begin_anew"

const asking = new Set<Tap["type"]>(["agree", "go_on", "again", "leave", "resume", "tap"])

export class VisitorPage {
  state: State = begin
  private readonly clock: Clock
  private readonly guide: GuideTimer
  private readonly leftovers: Leftovers
  private readonly socket: Socket<FromVisitor, ToVisitor>
  private current: PageLoad
  private running = false
  private firstGreeting = true
  private keeping: Limits | null = null
  private session: { id: string; words: Session } | null = null
  private forgetUntold = () => {}
  private readonly puzzle: Puzzling
  private forgetExpiry: (() => void) | null = null

  constructor(private readonly options: VisitorPageOptions) {
    const { clock, monotonic, connect, jitter } = options
    this.clock = clock ?? browserClock
    this.current = new PageLoad(options.load, options.keys)
    this.guide = new GuideTimer(monotonic ?? this.clock, (id) => this.tell({ type: "near_end", session: id }))
    this.puzzle = new Puzzling(this.clock, (solution) => { if (this.state.wish === "join") this.ask("join", solution) })
    this.leftovers = new Leftovers({
      tab: options.passes.tab,
      lock: options.lock ?? new WebCryptoLock(options.random),
      clock: this.clock,
      changed: (kept) => this.tell({ type: "words_kept", kept }),
    })
    this.socket = new Socket(
      options.url,
      {
        opened: () => this.greet(),
        message: (message) => this.heard(message),
        link: (link) => {
          if (link !== "open") this.lost()
          this.tell({ type: "link", link })
        },
        closed: (code) => this.closed(code),
      },
      { known: toVisitorTypes, patience: () => patience(this.state, options.passes.current), clock: this.clock, ...(connect && { connect }), ...(jitter && { random: jitter }) },
    )
  }

  // The name that this page has on the wire: the one it was given, until it takes its place back from
  // another page. What it knew of keys and words is gone then, so it is another load.
  get load(): string {
    return this.current.name
  }

  // The connection begins as soon as this load has its keys.
  start(): void {
    this.running = true
    const { current } = this
    const wanted = () => this.running && current === this.current
    current.ready(wanted, () => this.socket.start(), () => this.tell({ type: "unsupported" }))
  }

  stop(): void {
    this.running = false
    this.puzzle.forget()
    this.socket.stop()
  }

  woke(): void {
    this.socket.woke()
  }

  tap(tapped: Tap): void {
    if (tapped.type === "home" || tapped.type === "here") {
      if (tapped.type === "home") this.forgetPlace() // that an end has left behind
      this.endSession()
      this.happens("draft_over")
    }
    this.tell(tapped)
    this.consent()
    const { wish, stage } = this.state
    if (tapped.type === "decide") this.session?.words.decideHistory(tapped.gives)
    if (stage === "joining" && wish === "join") this.options.passes.take()
    if (tapped.type === "here") this.renew()
    if (!asking.has(tapped.type)) return
    if (this.state.link !== "open") this.socket.woke() // who asks does not wait out a pause
    else if (tapped.type === "tap") this.ask("tap")
    else if (wish !== null) this.ask(wish)
  }

  say(text: string): ReturnType<Session["say"]> {
    const answer = this.session?.words.say(text) ?? "closed"
    if (answer === "full" || answer === "too_long") this.tap({ type: "refused", why: answer })
    return answer
  }

  // The person writes; nothing of it is told but that.
  wrote(nothing: boolean): void {
    if (this.state.refused !== null) this.tap({ type: "wrote" })
    if (!nothing) this.session?.words.typing()
  }

  tell(event: Event): void {
    const before = this.state.stage
    this.state = update(this.state, event, this.clock.now())
    if (before !== this.state.stage) this.staged()
    this.options.changed(this.state)
  }

  private staged(): void {
    this.forgetExpiry?.()
    this.forgetExpiry = null
    if (!wordsStand(this.state)) return
    this.forgetExpiry = this.clock.after(wordsStay, () => {
      this.endSession()
      this.leftovers.dropOthers([])
      this.tell({ type: "expired" })
    })
  }

  private greet(): void {
    const { desk, passes } = this.options
    const { name: load, keys } = this.current
    const pass = passes.current
    const greeting = { desk, load, public_key: keys.publicKey, first: this.firstGreeting }
    const hello = { type: "hello", protocol: limits.protocol_number, ...greeting } as const
    if (this.socket.send({ ...hello, ...(pass !== null && { pass }) })) this.firstGreeting = false
  }

  // A connection that did not answer is given up for the next one.
  private lost(): void {
    this.session?.words.lost()
    this.forgetUntold()
    this.puzzle.forget()
  }

  private closed(code: number): void {
    if (code !== closeCodes.other_protocol && code !== closeCodes.bad_message) {
      this.endSession()
      this.happens("draft_over")
    }
    this.tell({ type: "closed", code })
    if (code === closeCodes.left) this.happens("begin_anew")
  }

  // What this page knew of keys and words is not true any more, so it goes on as another load.
  private renew(): void {
    this.endSession()
    this.stop()
    this.current = new PageLoad(newLoad(this.options.random), this.options.keys)
    this.start()
  }

  private heard(message: ToVisitor): void {
    // Another page has had the seat meanwhile: what is still being opened here would be shown to nobody.
    if (message.type === "resumable" && this.session !== null) {
      this.tell(message)
      return this.renew()
    }
    const before = this.state
    if (message.type === "welcome") this.welcomed(message.limits)
    // What becomes of a place waits for the disk then, and is told when it is back.
    if (message.type === "line_paused" || (message.type === "welcome" && message.intake === "paused")) this.forgetUntold()
    const over = endOf(message)
    if (over !== null && this.session !== null) {
      this.session.words.handle({ type: "ended", session: this.session.id, reason: over })
      this.guide.stop()
    }
    if (message.type === "started") {
      this.join(message)
      this.guide.started(message)
      if (before.session !== message.session) this.happens("rings")
    }
    if (message.type === "guide") this.guide.moved(message)
    if (message.type === "tap_asked") this.happens("rings")
    if (message.type === "puzzle") this.puzzle.begin(message)
    if (message.type === "started" || (!isSessionMessage(message) && message.type !== "pong")) this.tell(message)
    if (isSessionMessage(message) && this.session?.id === message.session) this.session.words.handle(message)
    const wish = asks(message.type === "welcome" ? this.state : before, message)
    if (wish !== null) this.ask(wish)
    if (message.type === "cooling_down") this.leftovers.dropOthers([])
    if (message.type !== "gone") return
    this.forgetPlace()
    if (this.state.stage === "first") this.endSession()
  }

  // Nothing of it stays, and nothing that was on its way in it.
  private forgetPlace(): void {
    this.leftovers.dropOthers([])
    this.options.passes.forget()
  }

  private welcomed(told: Limits): void {
    this.keeping = told
    this.socket.beat(told.ping_seconds, told.silence_seconds)
    this.forgetUntold()
    this.forgetUntold = this.clock.after(greetingTakes, () => this.socket.answered(() => this.tell({ type: "untold" })))
    this.consent()
  }

  // Said once; a page that was without a connection says it behind its next greeting.
  private consent(): void {
    if (this.state.consent === "due" && this.socket.send({ type: "consent" })) this.tell({ type: "consented" })
  }

  private join({ session: id, storage_key }: Started): void {
    this.leftovers.setKey(id, storage_key)
    if (this.session?.id === id || this.keeping === null) return
    this.endSession()
    const { desk, random } = this.options
    const words: Session = new Session({
      session: id,
      desk,
      load: this.current.name,
      keys: this.current.keys,
      limits: this.keeping,
      clock: this.clock,
      ...(random && { random }),
      leftovers: this.leftBefore(id),
      keep: (unconfirmed) => this.leftovers.keep(id, unconfirmed),
      send: (message) => this.socket.send(message),
      emit: (event) => { if (this.session?.words === words) this.happened(event) },
    })
    this.session = { id, words }
  }

  // Words of a former session go into no other one.
  private async leftBefore(id: string): Promise<Found> {
    const dropped = this.leftovers.dropOthers([id])
    const { words, lost } = await this.leftovers.open(id)
    return { words, lost: lost || dropped }
  }

  private endSession(): void {
    this.guide.stop()
    this.session?.words.close()
    this.session = null
  }

  private happened(event: SessionEvent): void {
    this.tell(event)
    if (event.type === "word" && !event.word.mine) this.happens("word")
    if (event.type !== "ended") return
    this.leftovers.drop(event.session)
    this.guide.stop()
    if (!keepsPass(event.reason)) this.options.passes.forget()
  }

  private ask(wish: Wish, solution: number | null = null): void {
    if (wish === "join") this.socket.send({ type: "join", pass: this.options.passes.take(), answers: this.state.answers, ...(solution !== null && { solution }) })
    else this.socket.send({ type: wish })
  }

  private happens(occasion: Occasion): void {
    this.options.happens?.(occasion)
  }
}
