// T, one half: what each row must be, reckoned from the facts of the journal anew. The other half,
// what pages were told of it, is told_rows.mjs.
import { asFact, asRow } from "./book.mjs"

const roundedMs = 1 // the database keeps microseconds, and is handed seconds with a fraction

const codes = ["topic", "age_band", "gender", "area", "danger"]
const steps = ["opened_at", "consented_at", "queued_at", "accepted_at", "engaged_at", "ended_at"] // in this order
const times = [...steps, "pre_chat_at", "offered_at", "wrapped_up_at"]
const others = ["end_reason", "sessions", "talked", "broken_off", "no_shows", "visitor_words", "counsellor_words", "moved_up", "heavy", "account", "shift", ...codes]

export class Rows {
  // `facts` are those that the database says it knows.
  constructor({ book, facts, rows }) {
    Object.assign(this, { book, facts, rows })
  }

  finish() {
    const byName = new Map(this.rows.ticket.map((row) => [row.ticket, row]))
    for (const place of this.facts.places) {
      const row = byName.get(place.row)
      this.book.judged("T")
      if (row === undefined) this.book.broken("T", `the place ${place.number} has no row`, asFact(place.fact))
      else this.compare(place, row)
    }
    const known = new Set(this.facts.places.map(({ row }) => row))
    for (const row of this.rows.ticket) {
      if (!known.has(row.ticket)) this.book.broken("T", `the row ${row.ticket} is of no fact`, asRow(row))
    }
    for (const { id, again } of this.facts.sessions.values()) {
      for (const fact of again) this.book.broken("T", `the session ${id} began or ended twice`, asFact(fact))
    }
    this.counts()
  }

  compare(place, row) {
    const expected = this.expected(place)
    for (const name of times) {
      const is = row[name] === null ? null : Date.parse(row[name])
      const shall = expected[name]
      if (is === null ? shall === null : shall !== null && Math.abs(is - shall) <= roundedMs) continue
      this.book.broken("T", `${name} of the place ${place.number} is not ${shall === null ? "null" : new Date(shall).toISOString()}`, asRow(row), ...this.evidence(place))
    }
    for (const name of others) {
      if (row[name] !== expected[name]) this.book.broken("T", `${name} of the place ${place.number} is not ${expected[name]}`, asRow(row), ...this.evidence(place))
    }
    const taken = steps.map((name) => expected[name]).filter((at) => at !== null)
    if (taken.some((at, n) => n > 0 && at < taken[n - 1])) {
      this.book.broken("T", `the steps of the place ${place.number} are not one after the other`, asRow(row), ...this.evidence(place))
    }
  }

  evidence(place) {
    return [place.fact, ...place.began, ...place.ends, place.end].map(asFact)
  }

  expected(place) {
    const { queuedAt, fact, offered, movedUp, began, ends, end } = place
    const { opened_seconds_ago, consented_seconds_ago, pre_chat, answers } = fact.record
    const sessions = began.map(({ record }) => this.facts.sessions.get(record.session))
    const complete = sessions.filter(({ ended, wrapped }) => ended !== null && wrapped !== null)
    const sum = (what) => ends.reduce((total, one) => total + what(one), 0)
    const led = (reason) => sum(({ record }) => Number(record.back_in_line && record.reason === reason))
    const wrapped = complete.map((session) => session.wrapped).sort((one, other) => one.position - other.position)
    return {
      shift: place.shiftRow,
      opened_at: queuedAt - opened_seconds_ago * 1000,
      consented_at: queuedAt - consented_seconds_ago * 1000,
      pre_chat_at: pre_chat ? queuedAt : null,
      queued_at: queuedAt,
      offered_at: offered[0]?.at ?? null,
      accepted_at: began[0]?.at ?? null,
      engaged_at: first(sessions.map(({ engaged }) => engaged)),
      ended_at: end?.at ?? null,
      end_reason: end?.record.reason ?? null,
      wrapped_up_at: wrapped[wrapped.length - 1]?.at ?? null,
      account: began[began.length - 1]?.record.staff ?? null,
      sessions: ends.length,
      talked: sum((one) => one.at - this.facts.sessions.get(one.record.session).began.at),
      broken_off: led("counsellor_lost"),
      no_shows: led("no_show"),
      visitor_words: sum(({ record }) => record.visitor_words),
      counsellor_words: sum(({ record }) => record.counsellor_words),
      moved_up: movedUp[movedUp.length - 1]?.record.reason ?? null,
      heavy: complete.some(({ wrapped: { record } }) => record.heavy),
      ...Object.fromEntries(codes.map((name) => [name, answers[name] ?? null])),
    }
  }

  // The counters of the days, which say whether a fact was applied twice.
  counts() {
    const expected = new Map()
    const add = (step, count = 1) => expected.set(step, (expected.get(step) ?? 0) + count)
    for (const { record } of this.facts.all) if (record.type === "counted") add(record.step, record.count)
    for (const { offered, began, ends, end } of this.facts.places) {
      const sessions = began.map(({ record }) => this.facts.sessions.get(record.session))
      add("queued")
      if (offered.length > 0) add("offered")
      if (began.length > 0) add("accepted")
      if (sessions.some(({ engaged }) => engaged !== null)) add("engaged")
      for (const { record } of ends) if (record.back_in_line) add(record.reason === "no_show" ? "no_show" : "broken_off")
      if (end !== null) add(`ended_${end.record.reason}`)
      if (end?.record.type === "ticket_gone" && began.length === 0 && end.record.reason !== "not_reached") add("abandoned")
    }
    const found = new Map()
    for (const { step, count } of this.rows.funnel_day) found.set(step, (found.get(step) ?? 0) + count)
    for (const step of new Set([...expected.keys(), ...found.keys()])) {
      this.book.judged("T")
      const [shall, is] = [expected.get(step) ?? 0, found.get(step) ?? 0]
      if (shall !== is) this.book.broken("T", `${step} is counted ${is} times and happened ${shall} times`)
    }
  }
}

function first(facts) {
  const there = facts.filter((fact) => fact !== null)
  return there.length === 0 ? null : Math.min(...there.map(({ at }) => at))
}
