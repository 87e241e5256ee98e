// The journal of the evening as facts about places and sessions: what became of each place in line,
// and which place a pass means. Only what the facts say; it knows no page and no row.
import { eachLine, NotJudged } from "./lines.mjs"

export class Place {
  constructor(fact) {
    const { ticket, pseudonym, shift, pass } = fact.record
    this.fact = fact
    this.number = ticket
    this.row = uuid(pseudonym)
    this.shift = shift
    this.shiftRow = uuid(shift)
    this.pass = pass
    this.queuedAt = fact.at
    this.offered = [] // facts, as are the following
    this.movedUp = []
    this.parked = [] // ticket_parked and ticket_returned
    this.began = []
    this.ends = [] // of its sessions
    this.end = null // ticket_gone, or a session_ended that did not lead back
  }
}

export class Sitting {
  constructor(id, place, fact) {
    this.id = id
    this.place = place
    this.began = fact
    this.ended = null
    this.engaged = null
    this.wrapped = null
    this.seats = [] // seat_taken
    this.again = [] // facts that say its beginning or end once more
  }
}

export class Facts {
  // Those behind position `upTo` are left out.
  constructor(path, upTo = Infinity) {
    this.all = [] // of desks, in order
    this.places = []
    this.byPass = new Map() // pass -> places, in the order in which they were made
    this.sessions = new Map()
    this.givenTwice = [] // numbers of tickets, given again while the place was open
    this.open = new Map() // ticket number -> place
    const desks = new Set()
    eachLine(path, (fact) => {
      if (fact.desk === "" || fact.position > upTo) return
      if (fact.record.type === "ticket_queued") desks.add(fact.desk)
      this.all.push(fact)
      this.take(fact, fact.record)
    })
    // Ticket numbers and sessions are counted by each desk, and histories do not name it.
    if (desks.size > 1) throw new NotJudged("the evening has more than one desk")
  }

  take(fact, { type, ticket, session }) {
    const take = taking[type]
    if (take === undefined) return
    if (type === "ticket_queued") return take(this, fact)
    const known = this.sessions.get(session)
    if (type === "session_began" && known !== undefined) return known.again.push(fact)
    const about = ticket !== undefined ? this.open.get(ticket) : known
    if (about === undefined) throw new NotJudged(`the journal speaks of what it has not made: ${JSON.stringify(fact)}`)
    take(this, fact, about)
  }

  // The place that this pass meant at a time of the wall clock.
  placeAt(pass, wallMs) {
    let found = null
    for (const place of this.byPass.get(pass) ?? []) if (place.queuedAt <= wallMs) found = place
    return found
  }
}

const taking = {
  ticket_queued(facts, fact) {
    const place = new Place(fact)
    const known = facts.open.get(place.number)
    if (known !== undefined) facts.givenTwice.push({ fact, known })
    facts.open.set(place.number, place)
    facts.places.push(place)
    const same = facts.byPass.get(place.pass)
    if (same === undefined) facts.byPass.set(place.pass, [place])
    else same.push(place)
  },
  ticket_offered: (_, fact, place) => place.offered.push(fact),
  ticket_moved_up: (_, fact, place) => place.movedUp.push(fact),
  ticket_parked: (_, fact, place) => place.parked.push(fact),
  ticket_returned: (_, fact, place) => place.parked.push(fact),
  ticket_gone: endOf,
  session_began(facts, fact, place) {
    const id = fact.record.session
    place.began.push(fact)
    facts.sessions.set(id, new Sitting(id, place, fact))
  },
  seat_taken: (_, fact, session) => session.seats.push(fact),
  session_engaged: (_, fact, session) => (session.engaged ??= fact),
  session_ended(facts, fact, session) {
    if (session.ended !== null) return session.again.push(fact)
    session.ended = fact
    session.place.ends.push(fact)
    if (!fact.record.back_in_line) endOf(facts, fact, session.place)
  },
  session_wrapped_up: (_, fact, session) => (session.wrapped ??= fact),
}

function endOf(facts, fact, place) {
  place.end ??= fact
  if (facts.open.get(place.number) === place) facts.open.delete(place.number)
}

// As PostgreSQL writes it.
function uuid(pseudonym) {
  const hex = Buffer.from(pseudonym, "base64url").toString("hex")
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}
