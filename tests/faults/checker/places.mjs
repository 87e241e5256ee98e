// S, for places: each that was told is on disk, is never met again as if unknown, and once over is
// never told again. Sessions are seats.mjs.
import { asFact } from "./book.mjs"
import { Later } from "./later.mjs"

export const clockSlack = 100 // ms between a page's clock and the journal's
const ofPlaces = new Set(["queued", "parked", "started", "resumable"])
const answers = new Set([...ofPlaces, "gone", "ended", "tap_asked", "line_paused"])
const withoutPlace = new Set(["intake", "not_queued"]) // told only to a page that has no place
const leadBack = new Set(["counsellor_lost", "no_show"])

const answered = 10_000_000
// While faults fall a page may be without a network and not know it: nobody is, whose connection
// still stands when another silence of 25 s is over.
const answeredInFaults = 40_000_000

export class Places {
  constructor({ book, facts, timeline }) {
    Object.assign(this, { book, facts, timeline })
    this.first = new Map() // pass -> { t, ref }
    this.over = new Map() // pass -> { t, ref, load }
    this.sessionOf = new Map() // pass -> what session was last told, and where
    this.inCalm = new Later(answered)
    this.inFaults = new Later(answeredInFaults)
    for (const { fact, known } of facts.givenTwice) {
      book.broken("S", `the line was forgotten: the number ${known.number} was given again`, asFact(known.fact), asFact(fact))
    }
  }

  told(line, ref, page) {
    const { m, pass, t } = line
    const { type } = m
    if (page.role !== "v") return
    if (page.expecting !== null) this.answer(line, ref, page)
    if (typeof pass !== "string") return
    if (type === "welcome") this.greeted(line, ref, page)
    else if (ofPlaces.has(type)) this.place(line, ref, page)
    else if (type === "gone") this.gone(line, ref)
    if (type === "gone" || (type === "ended" && !leadBack.has(m.reason))) this.over.set(pass, { t, ref, load: page.load })
  }

  place(line, ref, page) {
    const { m, pass, t } = line
    const wall = this.timeline.wall(t) + clockSlack
    if (!this.first.has(pass)) {
      this.first.set(pass, { t, ref })
      this.book.judged("S")
      const [made] = this.facts.byPass.get(pass) ?? []
      if (made === undefined) this.book.broken("S", "a place that was told is not in the journal", ref)
      else if (made.queuedAt > wall) this.book.broken("S", "a place that was told is in the journal only later", ref, asFact(made.fact))
    }
    this.overAgain(line, ref, page)
    if (m.session !== undefined) this.sessionOf.set(pass, { session: m.session, t, ref, load: page.load })
    else this.backInLine(line, ref, page)
  }

  // Whoever was told a session stands in line again only after its end. What comes on an older
  // connection was said before it.
  backInLine({ pass, t }, ref, page) {
    const told = this.sessionOf.get(pass)
    if (told === undefined || (told.load !== page.load && page.openSince <= told.t)) return
    this.sessionOf.delete(pass)
    const ended = this.facts.sessions.get(told.session)?.ended
    if (ended && ended.at <= this.timeline.wall(t) + clockSlack) return
    this.book.broken("S", `the session ${told.session} was forgotten: its visitor stands in line`, told.ref, ref)
  }

  // What was on its way when the place ended may still come, but not on a later connection.
  overAgain({ m, pass, t }, ref, page) {
    const over = this.over.get(pass)
    const place = this.facts.placeAt(pass, this.timeline.wall(t) + clockSlack)
    const anew = over !== undefined && place !== null && this.timeline.moment(place.queuedAt) > over.t
    if (over !== undefined && !anew && (over.load === page.load || page.openSince > over.t)) {
      this.over.delete(pass) // said once
      this.book.broken("S", `a place that was over was told again (${m.type})`, over.ref, ref)
    } else if (place?.end && this.timeline.moment(place.end.at + clockSlack) < page.openSince && !this.saidOver(place)) {
      this.book.broken("S", `a place that was over was told again (${m.type})`, asFact(place.end), ref)
    }
  }

  saidOver(place) {
    const said = place.saidOver === true
    place.saidOver = true
    return said
  }

  gone({ pass, t }, ref) {
    if (this.over.has(pass)) return
    this.book.judged("S")
    const place = this.facts.placeAt(pass, this.timeline.wall(t) + clockSlack)
    if (place === null) this.book.broken("S", "a page was told that its place is gone, and it is not in the journal", ref)
    else if (place.end === null || place.end.at > this.timeline.wall(t) + clockSlack) {
      this.book.broken("S", `the place ${place.number} was told to be gone, and the journal did not say so`, ref, asFact(place.fact))
    }
  }

  // The person reads that the place is gone, because a server that answered said nothing of it. One
  // that was held up may have been about to.
  not_found({ pass, t }, ref, page) {
    const known = this.first.get(pass)
    if (known === undefined || this.over.has(pass)) return
    this.book.judged("S")
    const place = this.facts.placeAt(pass, this.timeline.wall(t) + clockSlack)
    if (place?.end && place.end.at <= this.timeline.wall(t) + clockSlack) return
    if (this.timeline.heldUpBetween(page.openSince ?? t, t)) return
    this.book.broken("S", "a page said that its place is gone, and it was not", known.ref, ref)
  }

  // A page whose place was told before this connection began must hear of it now.
  greeted({ pass, t }, ref, page) {
    const known = this.first.get(pass)
    if (known === undefined || this.over.has(pass) || page.openSince === null || known.t >= page.openSince) return
    const place = this.facts.placeAt(pass, this.timeline.wall(t) + clockSlack)
    if (place?.end && place.end.at <= this.timeline.wall(t) + clockSlack) return
    this.book.judged("S")
    page.expecting = { pass, t, ref, known }
    this.wait(page, page.expecting, t)
  }

  wait(page, expecting, t) {
    const later = expecting.t >= this.timeline.faultsOver ? this.inCalm : this.inFaults
    later.push(t, (now) => {
      if (page.expecting !== expecting) return
      if (this.timeline.heldUpBetween(t, now)) this.wait(page, expecting, now)
      else this.unanswered(page)
    })
  }

  answer({ m: { type }, pass, t }, ref, page) {
    const { expecting } = page
    const about = answers.has(type)
    if (about && (pass === expecting.pass || typeof pass !== "string")) page.expecting = null
    else if (withoutPlace.has(type) || about) this.unanswered(page, ref)
    else if (t >= expecting.t + answered && !this.timeline.heldUpBetween(expecting.t, t)) this.unanswered(page, ref)
  }

  unanswered(page, ref) {
    const { known, ref: greeting } = page.expecting
    page.expecting = null
    this.book.broken("S", "a page whose place had been told was greeted as if it had none", known.ref, greeting, ref)
  }

  link({ s }, _, page) {
    if (s !== "open") page.expecting = null
  }

  closed(_, __, page) {
    page.expecting = null
  }

  page_gone(_, __, page) {
    page.expecting = null
  }

  frozen(_, __, page) {
    page.expecting = null
  }

  passed(now) {
    this.inCalm.run(now)
    this.inFaults.run(now)
  }
}
