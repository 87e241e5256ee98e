// The counsellor's console without a browser: connection, sessions and what is asked again, wired to
// the state. The browser's part is main.tsx; the fault tests run this one under Node. It decides
// nothing that state.ts could decide.

import { limits, toCounsellorTypes, type FromCounsellor, type Limits, type Started, type ThreadOpened, type ToCounsellor } from "../generated/protocol"
import { browserClock, type Clock } from "../lib/clock"
import type { MakeKeys } from "../lib/keys"
import { WebCryptoLock, type LeftoverLock } from "../lib/leftover_lock"
import { Leftovers } from "../lib/leftovers"
import { PageLoad } from "../lib/page_load"
import { newLoad } from "../lib/pass"
import { browserRandom, type RandomBytes } from "../lib/random"
import { Sealer } from "../lib/seal"
import { Session, type SessionEvent } from "../lib/session"
import { isSessionMessage } from "../lib/session_messages"
import { Socket, type Link, type WebSocketLike } from "../lib/socket"
import { Thread } from "../lib/thread"
import { browserStorage, TabValue, type PassStorage } from "../lib/tab_value"
import { asked, asks } from "./asked"
import { OwnThread } from "./own_thread"
import { begin, update, type Event, type State, type Tap } from "./state"

export interface CounsellorPageOptions {
  url: string
  load: string
  clock?: Clock
  random?: RandomBytes
  storage?: PassStorage | null // for what is unconfirmed; else the browser's
  keys?: MakeKeys // of each load; else the browser's
  lock?: LeftoverLock // of what is unconfirmed, for the load after this one
  jitter?: () => number // 0 to 1, of the back-off
  connect?: (url: string) => WebSocketLike
  changed(state: State): void
  refusedToConnect?(): void // the connection was lost before it was open: the sign-in may be over
}

export class CounsellorPage {
  state: State = begin
  private readonly clock: Clock
  private readonly socket: Socket<FromCounsellor, ToCounsellor>
  private readonly sessions = new Map<string, Session>()
  private readonly sealers = new Map<string, Sealer>()
  private readonly keysUsed = new Map<string, number>() // by this load, in sessions that it holds no longer
  private readonly leftovers: Leftovers
  private readonly thread: OwnThread
  private current: PageLoad
  private running = false
  private keeping: Limits | null = null
  private desk = ""

  constructor(private readonly options: CounsellorPageOptions) {
    const { url, connect, jitter } = options
    this.clock = options.clock ?? browserClock
    this.current = new PageLoad(options.load, options.keys)
    const storage = options.storage === undefined ? browserStorage() : options.storage
    this.leftovers = new Leftovers({
      tab: new TabValue(storage, "words"),
      lock: options.lock ?? new WebCryptoLock(options.random),
      clock: this.clock,
      changed: (kept) => this.tell({ type: "words_kept", kept }),
    })
    this.thread = new OwnThread({
      clock: this.clock,
      held: (session) => this.sessions.has(session),
      make: (opened, emit) => this.makeThread(opened, emit),
      tell: (event) => this.tell(event),
      askToClose: (session) => this.socket.send({ type: "close_thread", session }),
    })
    this.socket = new Socket(
      url,
      {
        opened: () => this.greet(),
        message: (message) => this.heard(message),
        link: (link) => this.linked(link),
        closed: (code) => {
          this.tell({ type: "closed", code })
          if (this.state.stopped !== "reload") this.closeSessions()
          if (this.state.stopped === "signed_out") this.leftovers.dropOthers([])
        },
      },
      { known: toCounsellorTypes, patience: () => "session", clock: this.clock, ...(connect && { connect }), ...(jitter && { random: jitter }) },
    )
  }

  // The name that this page has on the wire: the one it was given, until it has closed its sessions.
  // What it knew of keys and words is gone then, so it is another load.
  get load(): string {
    return this.current.name
  }

  // Signed in, or taken back from elsewhere.
  start(desk: string): void {
    this.desk = desk
    this.tell({ type: "start" })
    this.running = true
    const { current } = this
    const wanted = () => this.running && current === this.current
    current.ready(wanted, () => this.socket.start(), () => this.tell({ type: "insecure" }))
  }

  // Signed out: whoever sits here next may be somebody else.
  stop(): void {
    this.running = false
    this.socket.stop()
    this.closeSessions()
    this.leftovers.dropOthers([])
    this.tell({ type: "start" })
  }

  woke(): void {
    this.socket.woke()
  }

  tap(tapped: Tap): void {
    this.tell(tapped)
    for (const message of asked(this.state, tapped)) this.socket.send(message)
  }

  say(session: string, text: string): ReturnType<Session["say"]> {
    const answer = this.sessions.get(session)?.say(text) ?? "closed"
    if (answer === "full" || answer === "too_long") this.tap({ type: "refused", session, why: answer })
    return answer
  }

  giveHistory(session: string): void {
    this.sessions.get(session)?.decideHistory(true)
  }

  typing(session: string): void {
    this.sessions.get(session)?.typing()
  }

  sayInThread(text: string): ReturnType<Session["say"]> {
    const answer = this.thread.say(text)
    if (answer === "full" || answer === "too_long") this.tell({ type: "thread_refused", why: answer })
    return answer
  }

  wroteInThread(empty: boolean): void {
    if (!empty) this.thread.typing()
    if (this.state.thread?.refused) this.tell({ type: "thread_wrote" })
  }

  // For both; what stands in it leaves this screen.
  closeThread(): void {
    this.thread.close()
  }

  private greet(): void {
    const { name: load, keys } = this.current
    this.socket.send({ type: "hello", protocol: limits.protocol_number, desk: this.desk, load, public_key: keys.publicKey })
  }

  tell(event: Event): void {
    this.state = update(this.state, event, this.clock.now())
    this.options.changed(this.state)
  }

  private linked(link: Link): void {
    const wasOpen = this.state.link === "open"
    this.tell({ type: "link", link })
    if (link !== "open") for (const session of this.sessions.values()) session.lost()
    if (link !== "open") this.thread.lost()
    if (link === "lost" && !wasOpen) this.options.refusedToConnect?.()
  }

  private heard(message: ToCounsellor): void {
    if (message.type === "welcome") {
      this.keeping = message.limits
      this.socket.beat(message.limits.ping_seconds, message.limits.silence_seconds)
      this.leftovers.dropOthers(message.sessions)
      this.thread.greeted(message.thread)
    }
    if (message.type === "started") {
      this.join(message)
      this.tell(message)
    } else if (message.type === "thread_opened" || message.type === "thread_over") {
      this.thread.heard(message)
    } else if (!isSessionMessage(message) && message.type !== "pong") {
      this.tell(message)
    }
    if (isSessionMessage(message)) (this.sessions.get(message.session) ?? this.thread).handle(message)
    if (message.type === "handed_over") this.leftovers.drop(message.session)
    if (message.type === "welcome" || message.type === "wrapped_up" || message.type === "handed_over") this.leave()
    for (const again of asks(this.state, message)) this.socket.send(again)
  }

  // What the state holds no longer is closed here, too, and its keys are forgotten: all but how many there
  // were, since a seat may come back, and no two keys of a load have one number.
  private leave(): void {
    for (const [id, session] of this.sessions) {
      if (this.state.talks.some((talk) => talk.session === id)) continue
      session.close()
      this.sessions.delete(id)
      this.keysUsed.set(id, this.sealers.get(id)?.keysUsed ?? 0)
      this.sealers.delete(id)
    }
  }

  private join({ session: id, storage_key }: Started): void {
    this.leftovers.setKey(id, storage_key)
    if (this.sessions.has(id) || this.keeping === null) return
    const { random = browserRandom } = this.options
    const { name: load, keys } = this.current
    const sealer = new Sealer({ desk: this.desk, session: id, load, keys, random })
    sealer.keysUsed = this.keysUsed.get(id) ?? 0
    this.sealers.set(id, sealer)
    this.sessions.set(id, new Session({
      session: id,
      desk: this.desk,
      load,
      keys,
      sealer,
      limits: this.keeping,
      clock: this.clock,
      random,
      leftovers: this.leftovers.open(id),
      keep: (unconfirmed) => this.leftovers.keep(id, unconfirmed),
      send: (message) => this.socket.send(message),
      emit: (event) => this.happened(event),
    }))
  }

  private makeThread(opened: ThreadOpened, emit: (event: SessionEvent) => void): Thread | null {
    if (this.keeping === null) return null
    const { random = browserRandom } = this.options
    const { name: load, keys } = this.current
    const send = (message: FromCounsellor) => this.socket.send(message)
    return new Thread(opened, { desk: this.desk, load, keys, limits: this.keeping, clock: this.clock, random, send, emit })
  }

  private happened(event: SessionEvent): void {
    this.tell(event)
    if (event.type === "ended") this.leftovers.drop(event.session)
  }

  private closeSessions(): void {
    for (const session of this.sessions.values()) session.close()
    this.sessions.clear()
    this.sealers.clear()
    this.keysUsed.clear()
    this.thread.forget()
    this.current = new PageLoad(newLoad(this.options.random), this.options.keys)
  }
}
