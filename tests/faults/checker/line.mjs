// Q: whoever was offered or taken had nobody before them who clearly stood waiting. Who was chosen
// and in which order places stand is in the journal; who was there only their pages know.
import { asFact } from "./book.mjs"

const before = 1_000_000 // stood there for so long, and
const after = 200_000 // still does
// The server may know that a page is lost before the page does: each hears it when nothing has come
// for 25 s, and what comes may have been on its way for as long. After so long without a loss the page
// was there; and so it was if its next session, begun later, was told on the same connection.
const heardAfter = 27_000_000
const linkedAfter = 55_000_000
const calmAfter = 35_000_000 // after the last fault each loss is known to both
const offerSlack = 2_000 // ms

export class Line {
  constructor({ book, facts, timeline, standings }) {
    Object.assign(this, { book, facts, timeline, standings })
    this.inLine = new Map() // place -> { front, offeredAt, parked }
    this.byNumber = new Map()
  }

  finish() {
    for (const fact of this.facts.all) {
      const { type, ticket, session, reason, back_in_line: back } = fact.record
      const place = session === undefined || type === "session_began" ? this.byNumber.get(ticket) : this.facts.sessions.get(session)?.place
      const stands = this.inLine.get(place)
      if (type === "ticket_queued") this.queued(fact)
      else if (type === "ticket_offered") this.chosen(place, fact)
      else if (type === "session_began") this.began(place, fact)
      else if (type === "ticket_moved_up") this.movedUp(place, fact)
      else if (type === "ticket_parked" && stands) stands.parked = true
      else if (type === "ticket_returned" && stands) stands.parked = false
      else if (type === "ticket_gone") this.inLine.delete(place)
      else if (type === "session_ended" && back) this.back(place, reason)
    }
  }

  queued({ position, record }) {
    const place = this.facts.byPass.get(record.pass).find(({ fact }) => fact.position === position)
    this.byNumber.set(place.number, place)
    this.inLine.set(place, { front: false, offeredAt: null, parked: false })
    place.wasFront = false
  }

  back(place, reason) {
    place.wasFront ||= reason === "counsellor_lost"
    this.inLine.set(place, { front: place.wasFront, offeredAt: null, parked: reason === "no_show" })
  }

  movedUp(place, fact) {
    const moment = this.timeline.moment(fact.at) + after
    const asked = this.standings.movesAsked.some(({ t, ticket }) => t <= moment && (ticket === undefined || ticket === place.number))
    if (!asked) this.book.broken("Q", `the place ${place.number} was moved up, and no supervisor asked for it`, asFact(fact))
    place.wasFront = true
    const stands = this.inLine.get(place)
    if (stands !== undefined) stands.front = true
  }

  // Accepting an offer chooses nobody: that was done when it was made.
  began(place, fact) {
    const stands = this.inLine.get(place)
    if (stands !== undefined && !this.mayBeOffered(stands, fact.at)) this.chosen(place, fact)
    this.inLine.delete(place)
  }

  mayBeOffered({ offeredAt }, at) {
    return offeredAt !== null && at - offeredAt <= this.standings.offerSeconds * 1000 + offerSlack
  }

  chosen(place, fact) {
    const mine = this.inLine.get(place)
    if (mine === undefined) return
    this.book.judged("Q")
    const moment = this.timeline.moment(fact.at)
    for (const [other, stands] of this.inLine) {
      if (other === place || other.shift !== place.shift || stands.parked) continue
      if (stands.front === mine.front ? other.number > place.number : mine.front) continue
      if (this.mayBeOffered(stands, fact.at) || this.leavesAt(other, fact.at)) continue
      const standing = this.clearlyWaiting(other, moment)
      if (standing === undefined) continue
      const what = fact.record.type === "ticket_offered" ? "offered" : "taken"
      this.book.broken("Q", `the place ${place.number} was ${what} while the place ${other.number} stood before it`, asFact(fact), asFact(other.fact), standing.ref)
      break
    }
    mine.offeredAt = fact.at
  }

  // Whether it was no longer waiting a moment after.
  leavesAt({ end, began, parked }, at) {
    const soon = (one) => one !== null && one.at >= at && one.at <= at + after / 1000
    return soon(end) || began.some(soon) || parked.some(soon)
  }

  clearlyWaiting({ pass }, moment) {
    return this.standings.byPass.get(pass)?.find((standing) => {
      const { from, to } = standing
      return from <= moment - before && to >= moment + after && this.wasThere(standing, moment)
    })
  }

  wasThere({ to, heard, session }, moment) {
    const calm = moment - before >= this.timeline.faultsOver + calmAfter
    if (calm || heard >= moment + heardAfter || Math.min(to, this.timeline.over) >= moment + linkedAfter) return true
    const began = session === null ? undefined : this.facts.sessions.get(session)?.began
    return began !== undefined && this.timeline.moment(began.at) > moment
  }
}
