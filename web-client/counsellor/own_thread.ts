// The one thread that this console is in: opened, restated behind a greeting, over, or gone meanwhile. It
// knows neither the screen nor the socket.

import type { ThreadOpened, ThreadOver } from "../generated/protocol"
import type { Clock } from "../lib/clock"
import type { SessionEvent } from "../lib/session"
import type { ToSession } from "../lib/session_messages"
import { Thread } from "../lib/thread"
import type { ThreadEvent } from "./threads"

// As long as a visitor's words stay behind the end of a session.
const keptWhenOver = 10 * 60_000

export interface OwnThreadOptions {
  clock: Clock
  held(session: string): boolean // whether a session has this name: then no thread has it
  make(opened: ThreadOpened, emit: (event: SessionEvent) => void): Thread | null
  tell(event: ThreadEvent): void
  askToClose(session: string): void
}

export class OwnThread {
  private thread: Thread | null = null
  private readonly closed = new Set<string>() // names that this page has done with
  private stay: (() => void) | null = null // what is over leaves the screen by itself, unless this is called

  constructor(private readonly options: OwnThreadOptions) {}

  // `session`: the one that the greeting names, if any. What it does not name is gone.
  greeted(session: string | undefined): void {
    if (this.thread === null || this.thread.session === session) return
    this.thread.end()
    this.options.tell({ type: "thread_gone" })
    this.isOver()
  }

  heard(message: ThreadOpened | ThreadOver): void {
    const { session } = message
    if (message.type === "thread_opened") return this.opened(message)
    if (this.thread?.session !== session) return
    this.thread.handle(message)
    this.options.tell(message)
    this.isOver()
  }

  // What is said under its name, and only that.
  handle(message: ToSession): void {
    if (this.thread?.session === message.session) this.thread.handle(message)
  }

  say(text: string): ReturnType<Thread["say"]> {
    return this.thread?.say(text) ?? "closed"
  }

  typing(): void {
    this.thread?.typing()
  }

  lost(): void {
    this.thread?.lost()
  }

  // This counsellor has done with it, over or not.
  close(): void {
    const { thread } = this
    if (thread !== null) {
      thread.close()
      this.drop()
      this.options.askToClose(thread.session)
    }
    this.clear()
  }

  // The page gives up all that it knows.
  forget(): void {
    this.thread?.close()
    this.thread = null
    this.closed.clear()
    this.stay?.()
  }

  // One that was closed while the network was away is closed now.
  private opened(message: ThreadOpened): void {
    const { session } = message
    if (this.options.held(session)) return
    if (this.closed.has(session)) return this.options.askToClose(session)
    if (this.thread?.session !== session) {
      this.thread?.close()
      this.drop()
      this.stay?.()
      this.thread = this.options.make(message, (event) => this.options.tell({ type: "thread_heard", session, event }))
    }
    this.options.tell(message)
    this.thread?.handle(message)
  }

  private isOver(): void {
    this.drop()
    this.stay = this.options.clock.after(keptWhenOver, () => this.clear())
  }

  private clear(): void {
    this.stay?.()
    this.options.tell({ type: "thread_closed" })
  }

  private drop(): void {
    if (this.thread !== null) this.closed.add(this.thread.session)
    this.thread = null
  }
}
