// The server's part of one session, as protocol/messages/session.hpp describes it, small enough to be
// believed by reading: it forwards, keeps what is not confirmed within a limit, and tells members,
// as server/desk does.
// It keeps through a crash what the journal keeps: loads, membership and a begun end.

import type { FromSession, ToSession } from "../../../web-client/lib/session_messages"
import { keysOf } from "./keys"

export type Side = "visitor" | "counsellor"
type SendWord = Extract<FromSession, { type: "word" }>
type Missing = Extract<FromSession, { type: "missing" }>
export type Hello = { type: "hello"; load: string }

export const session = "1-1"

// One connection: what is under way in each direction, in order.
export class Line {
  toServer: string[] = []
  toPage: string[] = []
  cut = false
}

interface Kept {
  word: SendWord
  from: string // the load that locked it; another one may hold the seat by now
}

class Seat {
  load: string | null = null
  line: Line | null = null
  anew = false // its load is not the first
  kept: Kept[] = [] // for this seat's load, until it confirms
  othersHeld = false // the other side was told `hold`
  finished: { stream: string; number: number }[] | null = null
  left = new Map<string, number>() // streams that this seat's page confirmed, and how far
}

export interface ServerFaults {
  confirmsItself?: boolean // takes "stored" for "delivered"
  forgetsAway?: boolean // drops words for a page that is away, and says nothing
}

const characters = (kept: Kept[]) => kept.reduce((sum, { word }) => sum + word.sealed.length, 0)
const other = (side: Side): Side => (side === "visitor" ? "counsellor" : "visitor")

export class Server {
  membership = 0
  stage: "talking" | "ending" | "ended" = "talking"
  private readonly seats = { visitor: new Seat(), counsellor: new Seat() }

  constructor(
    private readonly keptCharacters: number,
    private readonly faults: ServerFaults = {},
  ) {}

  // A message that came on this line.
  hear(side: Side, line: Line, message: FromSession | Hello): void {
    if (message.type === "hello") this.greet(side, line, message.load)
    else if (this.seats[side].line === line && this.stage !== "ended") this.take(side, message)
  }

  lost(side: Side, line: Line): void {
    if (this.seats[side].line !== line) return
    this.seats[side].line = null
    this.tell(other(side), { type: "peer_away", session })
  }

  // What was only in memory is gone.
  crash(): void {
    for (const seat of Object.values(this.seats)) {
      Object.assign(seat, { line: null, kept: [], othersHeld: false, finished: null })
    }
  }

  end(): void {
    this.stage = "ending"
    for (const side of ["visitor", "counsellor"] as const) {
      this.tell(side, { type: "ending", session, reason: "counsellor_ended" })
    }
  }

  // `force`: the time for the end is over.
  endIfDelivered(force: boolean): void {
    if (this.stage !== "ending" || !(force || this.allDelivered())) return
    this.stage = "ended"
    for (const side of ["visitor", "counsellor"] as const) {
      this.tell(side, { type: "ended", session, reason: "counsellor_ended" })
    }
  }

  private greet(side: Side, line: Line, load: string): void {
    const seat = this.seats[side]
    const peer = this.seats[other(side)]
    const sameLoad = seat.load === load
    seat.line = line
    if (!sameLoad) {
      seat.anew = seat.load !== null
      seat.load = load
      seat.kept = []
      seat.finished = null
      peer.othersHeld = false // words of the former load make room
      this.membership += 1
    }
    if (this.stage === "ended") {
      this.tell(side, { type: "ended", session, reason: "counsellor_ended" })
      return
    }
    this.tell(side, { type: "started", session, alias: "相談員", membership: this.membership, members: this.members(), talking_seconds: 0, guide_seconds: 3_000, storage_key: `key-${side}` })
    if (peer.othersHeld) this.tell(side, { type: "hold", session })
    for (const kept of seat.kept) this.forward(side, kept)
    if (this.stage === "ending") this.tell(side, { type: "ending", session, reason: "counsellor_ended" })
    if (sameLoad) this.tell(other(side), { type: "peer_back", session, load, public_key: keysOf(load).publicKey })
    else this.tell(other(side), { type: "members", session, membership: this.membership, members: this.members() })
    if (!sameLoad) this.release(side)
  }

  private take(side: Side, message: FromSession): void {
    const [seat, peer] = [this.seats[side], this.seats[other(side)]]
    switch (message.type) {
      case "word":
        return this.word(side, message)
      case "opening":
        if (message.membership === this.membership && message.to === peer.load) {
          this.tell(other(side), { type: "opening", session, load: seat.load!, sealed: message.sealed })
        }
        return
      case "received":
        seat.kept = seat.kept.filter(({ word }) => word.stream !== message.stream || word.number > message.number)
        seat.left.set(message.stream, Math.max(message.number, seat.left.get(message.stream) ?? 0))
        this.tell(other(side), message)
        return seat.kept.length === 0 ? this.release(side) : undefined
      case "missing":
        return this.missing(side, message)
      case "ask_opening":
        if (message.load === peer.load) this.tell(other(side), { type: "opening_asked", session, load: seat.load! })
        return
      case "ask_history":
        if (message.load === peer.load) this.tell(other(side), { type: "history_asked", session, load: seat.load!, number: message.number })
        return
      case "history":
        if (message.membership === this.membership && message.to === peer.load) {
          const { key, number, count, sealed } = message
          this.tell(other(side), { type: "history", session, load: seat.load!, key, number, count, sealed })
        }
        return
      case "finished":
        seat.finished = message.last
    }
  }

  private word(side: Side, word: SendWord): void {
    const peer = this.seats[other(side)]
    if (word.membership !== this.membership || peer.load === null) return
    if (this.faults.forgetsAway === true && peer.line === null) return
    if (this.faults.confirmsItself === true) {
      this.tell(side, { type: "received", session, stream: word.stream, number: word.number })
    }
    const kept = { word, from: this.seats[side].load! }
    if (!peer.othersHeld && !this.keep(peer, kept)) {
      peer.othersHeld = true
      this.tell(side, { type: "hold", session })
    }
    this.forward(other(side), kept)
  }

  // False when there is no room. A word that came before is replaced by its newer form; words of a
  // load that is gone make room first, because a reader without their key never confirms them.
  private keep(reader: Seat, kept: Kept): boolean {
    const { stream, number } = kept.word
    const fits = () => {
      const others = reader.kept.filter(({ word }) => word.stream !== stream || word.number !== number)
      return characters(others) + kept.word.sealed.length <= this.keptCharacters
    }
    if (!fits()) reader.kept = reader.kept.filter(({ from }) => from === kept.from)
    if (!fits()) return false
    const same = reader.kept.findIndex(({ word }) => word.stream === stream && word.number === number)
    if (same < 0) reader.kept.push(kept)
    else reader.kept[same] = kept
    return true
  }

  // What is still kept the server sends itself.
  private missing(side: Side, message: Missing): void {
    const { kept } = this.seats[side]
    const wanted = kept.filter(({ word }) => word.stream === message.stream && word.number >= message.number)
    if (!wanted.some(({ word }) => word.number === message.number)) return this.tell(other(side), message)
    for (const word of wanted) this.forward(side, word)
  }

  private forward(to: Side, { word, from }: Kept): void {
    const { membership: _, ...rest } = word
    this.tell(to, { ...rest, load: from })
  }

  // The page of this side has room again; its peer may go on.
  private release(side: Side): void {
    if (!this.seats[side].othersHeld) return
    this.seats[side].othersHeld = false
    this.tell(other(side), { type: "release", session })
  }

  private members() {
    return (["visitor", "counsellor"] as const).flatMap((seat) => {
      const { load, line, anew } = this.seats[seat]
      return load === null ? [] : [{ load, seat, present: line !== null, public_key: keysOf(load).publicKey, ...(anew && { unseen_seconds: 0 }) }]
    })
  }

  private allDelivered(): boolean {
    return (["visitor", "counsellor"] as const).every((side) => {
      const { left } = this.seats[other(side)]
      return this.seats[side].finished?.every((mark) => (left.get(mark.stream) ?? 0) >= mark.number) ?? false
    })
  }

  private tell(side: Side, message: ToSession): void {
    const { line } = this.seats[side]
    if (line !== null && !line.cut) line.toPage.push(JSON.stringify(message))
  }
}
