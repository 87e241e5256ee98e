// T, the other half: what pages were told of their places, and showed of words, against the facts of
// the journal (which rows.mjs holds against the rows). What was told and is no fact at all is S's.
import { asFact } from "./book.mjs"

const ofPlaces = new Set(["queued", "parked", "started", "resumable"])
const leadBack = new Set(["counsellor_lost", "no_show"])
const mostStreams = 32 // of one side, that the server remembers; beyond it counts again

export class ToldRows {
  constructor({ book, facts, words, timeline }) {
    Object.assign(this, { book, facts, words, timeline })
    this.joins = new Set() // passes
    this.places = new Map() // pass -> line
    this.ends = new Map() // pass -> reason -> line
    this.sessionEnds = new Map() // session -> reason -> line
  }

  asked({ what, pass }) {
    if (what === "join" && pass !== undefined) this.joins.add(pass)
  }

  told({ m, pass }, ref) {
    const { type, reason, session } = m
    if (type === "ended") note(this.sessionEnds, session, reason, ref)
    if (typeof pass !== "string") return
    if (ofPlaces.has(type) && !this.places.has(pass)) this.places.set(pass, ref)
    if (type === "gone" || type === "ended") note(this.ends, pass, reason, ref)
  }

  finish() {
    for (const [pass, places] of this.facts.byPass) this.ofPass(pass, places)
    for (const session of this.facts.sessions.values()) {
      if (session.ended !== null) this.ofSession(session, session.ended)
    }
  }

  // A pass may come again in a later shift, and is another place then.
  ofPass(pass, places) {
    const told = this.places.get(pass)
    this.book.judged("T")
    if (told === undefined && !this.joins.has(pass)) {
      this.book.broken("T", `no page asked for the place ${places[0].number}`, asFact(places[0].fact))
    }
    const byShift = new Map()
    for (const place of places) {
      const same = byShift.get(place.shift)
      if (same === undefined) byShift.set(place.shift, place)
      else this.book.broken("T", `one pass has the places ${same.number} and ${place.number}`, told, asFact(same.fact), asFact(place.fact))
    }
    if (places.length === 1) this.end(places[0])
  }

  // After a session whose end would have led back, had the shift not been closed, the page is told
  // both, so an end that leads back says nothing of the last one.
  end({ pass, number, end, fact }) {
    const reason = end?.record.reason
    for (const [said, ref] of this.ends.get(pass) ?? []) {
      if (said === reason || leadBack.has(said)) continue
      if (said === "not_reached" && leadBack.has(reason)) continue
      this.book.broken("T", `the place ${number} ended as ${reason ?? "nothing"}, and its page was told ${said}`, ref, asFact(end ?? fact))
    }
  }

  ofSession({ id, began }, ended) {
    this.book.judged("T")
    for (const [reason, ref] of this.sessionEnds.get(id) ?? []) {
      if (reason !== ended.record.reason) this.book.broken("T", `the session ${id} ended as ${ended.record.reason}, and a page was told ${reason}`, ref, asFact(ended))
    }
    const session = this.words.sessions.get(id)
    if (session === undefined) return
    // A server that began anew in between counts anew.
    const stopped = this.timeline.stoppedBetween(this.timeline.moment(began.at), this.timeline.moment(ended.at))
    for (const [role, field] of [["v", "visitor_words"], ["c", "counsellor_words"]]) {
      const voices = [...session.voices].filter(([person]) => person[0] === role)
      const streams = [...session.streams.values()].filter(({ author }) => author?.[0] === role)
      const sum = (what) => voices.reduce((total, [, voice]) => total + voice[what], 0)
      const counted = ended.record[field]
      const least = stopped ? 0 : sum("delivered")
      const most = streams.length > mostStreams ? Infinity : Math.max(sum("shown"), sum("delivered"))
      if (counted < least || counted > most) {
        this.book.broken("T", `${field} of the session ${id} are ${counted}, and pages say at least ${least} and at most ${most}`, asFact(began), asFact(ended))
      }
    }
  }
}

// The first line that said so.
function note(map, key, reason, ref) {
  let reasons = map.get(key)
  if (reasons === undefined) map.set(key, (reasons = new Map()))
  if (!reasons.has(reason)) reasons.set(reason, ref)
}
