// S, for sessions: each that was told, its members and its end are on disk; one that is over is not
// told again, and a counsellor's seat is not forgotten.
import { asFact } from "./book.mjs"
import { clockSlack } from "./places.mjs"

const beforeItsEnd = new Set(["about", "hold"]) // between the greeting of a session that is over and its end

export class Seats {
  constructor({ book, facts, timeline }) {
    Object.assign(this, { book, facts, timeline })
    this.known = new Set() // what was judged: sessions, their members, their ends
    this.ended = new Map() // session -> { t, ref, load }
    this.held = new Map() // counsellor -> session -> { t, ref }
  }

  told(line, ref, page) {
    const { m, t } = line
    if (page.mustEnd !== null && m.session === page.mustEnd.session) this.mustEnd(m, ref, page)
    if (m.type === "started" || m.type === "resumable") this.started(line, ref, page)
    if (m.type === "members") this.members(line, ref)
    if (m.type === "ended") this.over(line, ref, page)
    if (page.role !== "c") return
    if (m.type === "welcome") this.welcome(line, ref, page)
    if (m.type === "started") this.holds(line.p).set(m.session, { t, ref })
    if (m.type === "wrapped_up") this.holds(line.p).delete(m.session)
  }

  fresh(what) {
    if (this.known.has(what)) return false
    this.known.add(what)
    return true
  }

  by(fact, t) {
    return fact !== null && fact !== undefined && fact.at <= this.timeline.wall(t) + clockSlack
  }

  started(line, ref, page) {
    const { m, pass, t } = line
    const { session: id } = m
    const session = this.facts.sessions.get(id)
    if (this.fresh(`${id} ${pass ?? page.role}`)) {
      this.book.judged("S")
      if (session === undefined) this.book.broken("S", `the session ${id} was told and is not in the journal`, ref)
      else if (!this.by(session.began, t)) this.book.broken("S", `the session ${id} is in the journal only later`, ref, asFact(session.began))
      else if (page.role === "v" && typeof pass === "string" && session.place.pass !== pass) {
        this.book.broken("S", `the session ${id} is of another place`, ref, asFact(session.place.fact), asFact(session.began))
      }
    }
    if (m.type === "started") this.members(line, ref)
    this.overAgain(id, session, line, ref, page)
  }

  members({ m: { session: id, membership, members }, t }, ref) {
    if (membership === 1 || !this.fresh(`${id} ${membership}`)) return
    const session = this.facts.sessions.get(id)
    if (session === undefined) return // said already
    const seat = session.seats.find(({ record }) => record.membership === membership)
    if (!this.by(seat, t) || !members.some(({ load }) => load === seat.record.load)) {
      this.book.broken("S", `the members ${membership} of the session ${id} are not in the journal`, ref, asFact(seat))
    }
  }

  over({ m: { session: id, reason }, t }, ref, page) {
    if (!this.ended.has(id)) this.ended.set(id, { t, ref, load: page.load })
    if (!this.fresh(`${id} ended ${reason}`)) return
    this.book.judged("S")
    const ended = this.facts.sessions.get(id)?.ended
    if (!this.by(ended, t)) this.book.broken("S", `the end of the session ${id} was told and is not in the journal`, ref, asFact(ended))
  }

  // A counsellor whose record is not written yet is greeted with the session and its end.
  overAgain(id, session, { t }, ref, page) {
    const told = this.ended.get(id)
    const late = told !== undefined && (told.load === page.load || page.openSince > told.t)
    const known = session?.ended && this.timeline.moment(session.ended.at + clockSlack) < page.openSince
    if (!late && !known) return
    if (page.role === "c") page.mustEnd = { session: id, ref }
    else if (this.fresh(`${id} again`)) this.book.broken("S", `the session ${id} was over and was told again`, told?.ref ?? asFact(session.ended), ref)
  }

  mustEnd({ type }, ref, page) {
    if (beforeItsEnd.has(type)) return
    if (type !== "ended") this.book.broken("S", `the session ${page.mustEnd.session} was over and goes on`, page.mustEnd.ref, ref)
    page.mustEnd = null
  }

  holds(person) {
    let held = this.held.get(person)
    if (held === undefined) this.held.set(person, (held = new Map()))
    return held
  }

  // The greeting names all seats that this person holds.
  welcome({ m, p, t }, ref, page) {
    const held = this.holds(p)
    for (const [id, told] of held) {
      if (m.sessions.includes(id) || page.openSince === null || told.t >= page.openSince) continue
      held.delete(id)
      this.book.judged("S")
      if (!this.by(this.facts.sessions.get(id)?.wrapped, t)) this.book.broken("S", `the counsellor's seat in ${id} was forgotten`, told.ref, ref)
    }
  }

  link(_, __, page) {
    page.mustEnd = null
  }
}
