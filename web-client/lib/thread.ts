// A thread, the sealed talk of two counsellors beside a hand-over, as one of their pages takes part in it:
// a session's exchange under a name of its own, whose locked texts open in no session and whose words are
// brought to no page that comes anew. It knows neither the page nor the socket.

import type { Ended, Started, ThreadOpened, ThreadOver } from "../generated/protocol"
import { browserRandom } from "./random"
import { Sealer } from "./seal"
import { Session, type SessionOptions } from "./session"
import type { ToSession } from "./session_messages"

export type ThreadOptions = Omit<SessionOptions, "session" | "sealer" | "forgets" | "leftovers" | "keep">

export class Thread {
  readonly session: string // its name
  private readonly exchange: Session

  constructor({ session, about }: ThreadOpened, options: ThreadOptions) {
    const { desk, load, keys, random = browserRandom } = options
    this.session = session
    this.exchange = new Session({ ...options, session, forgets: true, sealer: new Sealer({ desk, session, about, load, keys, random }) })
  }

  handle(message: ToSession | ThreadOpened | ThreadOver): void {
    if (message.type === "thread_opened") this.exchange.handle(opened(message))
    else if (message.type === "thread_over") this.exchange.handle(over(message))
    else if (message.type !== "started" && message.type !== "ended" && message.type !== "ending") this.exchange.handle(message)
  }

  say(text: string): ReturnType<Session["say"]> {
    return this.exchange.say(text)
  }

  typing(): void {
    this.exchange.typing()
  }

  lost(): void {
    this.exchange.lost()
  }

  // What is not confirmed could not be sent, behind all that has come.
  end(): void {
    this.exchange.handle(over({ session: this.session }))
  }

  close(): void {
    this.exchange.close()
  }
}

// It has neither a length nor an end in two steps.
function opened({ session, alias, membership, members }: ThreadOpened): Started {
  return { type: "started", session, alias, membership, members, talking_seconds: 0, guide_seconds: 0 }
}

function over({ session }: Pick<ThreadOver, "session">): Ended {
  return { type: "ended", session, reason: "counsellor_ended" }
}
