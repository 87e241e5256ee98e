// An evening made by hand for the checker's own tests: people do things, and the lines, facts and
// rows that a faultless house would leave are noted. A test then changes what it wants broken. It
// shares no code with the checker.
import { createHash } from "node:crypto"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const wallAhead = 1_764_000_000_000 // ms; what the wall clock shows when the monotonic one begins
const name = (text, bytes) => createHash("sha256").update(text).digest().subarray(0, bytes)

export class Stage {
  now = 1_000_000_000 // microseconds
  evening = []
  lines = []
  facts = []
  rows = { ticket: [], funnel_day: [] }
  words = new Map() // person -> counter
  streams = new Map() // load and session -> last number
  sessions = new Map()
  tickets = 0
  done = 0

  constructor() {
    this.shift = "first"
    this.happens("begun", { seed: 1, planted: null })
    this.happens("clock", { wall_ms: wallAhead + this.now / 1000 })
  }

  pass(seconds) {
    this.now += seconds * 1_000_000
    return this
  }

  happens(e, more = {}) {
    this.evening.push({ t: this.now, e, ...more })
  }

  line(page, e, more = {}) {
    const line = { t: this.now, p: page.person, l: page.load, e, ...more }
    this.lines.push(line)
    this.now += 100
    return line
  }

  fact(record) {
    const fact = { position: this.facts.length + 1, at: Math.floor(wallAhead + this.now / 1000), desk: "demo", record }
    this.facts.push(fact)
    this.now += 1_000
    return fact
  }

  count(step, count = 1) {
    this.rows.funnel_day.push({ desk: 1, day: "2026-11-25", step, count })
  }

  // A page that is linked; a visitor's has a pass of its own unless it is given one.
  page(person, how = "fresh", pass = name(`pass ${person}`, 32).toString("base64url"), tab = 1) {
    this.done += 1
    const load = name(`load ${this.done}`, 16).toString("base64url")
    const page = { person, load, ...(person[0] === "v" && { pass }) }
    this.line(page, "page", { how, tab })
    this.open(page)
    return page
  }

  open(page) {
    this.line(page, "link", { s: "open" })
    return this
  }

  lost(page) {
    this.line(page, "link", { s: "lost" })
    return this
  }

  told(page, type, more = {}) {
    return this.line(page, "told", { m: { type, ...more }, ...(page.pass && { pass: page.pass }) })
  }

  ask(page, what, more = {}) {
    return this.line(page, "asked", { what, ...(page.pass && { pass: page.pass }), ...more })
  }

  // A place in line, as it is asked for, written down and told.
  queue(page) {
    this.ask(page, "join")
    this.tickets += 1
    const place = { page, ticket: this.tickets, shift: this.shift }
    place.row = this.placed(place)
    page.place = place
    this.told(page, "queued", { position: 1, may_not_be_reached: false })
    return place
  }

  placed({ page, ticket, shift }) {
    const fact = this.fact({
      type: "ticket_queued", ticket, pseudonym: name(`ticket ${ticket} ${shift}`, 16).toString("base64url"),
      shift: name(shift, 16).toString("base64url"), pass: page.pass, front_band: false, broken_off: false,
      opened_seconds_ago: 2, consented_seconds_ago: 1, pre_chat: true, answers: { topic: "money" }, paired: false,
    })
    this.count("queued")
    const row = {
      ticket: asUuid(name(`ticket ${ticket} ${shift}`, 16)), shift: asUuid(name(shift, 16)),
      opened_at: iso(fact.at - 2000), consented_at: iso(fact.at - 1000), pre_chat_at: iso(fact.at), queued_at: iso(fact.at),
      offered_at: null, accepted_at: null, engaged_at: null, ended_at: null, end_reason: null, account: null, sessions: 0,
      talked: 0, broken_off: 0, no_shows: 0, visitor_words: 0, counsellor_words: 0, wrapped_up_at: null, version: 1,
      moved_up: null, heavy: false, topic: "money", age_band: null, gender: null, area: null, danger: null,
    }
    this.rows.ticket.push(row)
    return row
  }

  offer(place, counsellor, session) {
    const { at } = this.fact({ type: "ticket_offered", ticket: place.ticket })
    if (place.row.offered_at === null) this.count("offered")
    place.row.offered_at ??= iso(at)
    this.told(counsellor, "offer", { session, within_seconds: 30, waited_seconds: 1, danger: false, front_band: false })
  }

  // An offer and its acceptance; or, without one, taken.
  begin(place, counsellor, session, how = "offered") {
    if (how === "offered") {
      this.offer(place, counsellor, session)
      this.ask(counsellor, "accept", { session })
    } else {
      this.ask(counsellor, "take_next")
    }
    const { at } = this.fact({
      type: "session_began", session, ticket: place.ticket, staff: Number(counsellor.person.slice(1)), alias: "相談員",
      visitor_load: place.page.load, counsellor_load: counsellor.load, answers: {}, waited_seconds: 1, broken_off: false,
    })
    if (place.row.accepted_at === null) this.count("accepted")
    place.row.accepted_at ??= iso(at)
    place.row.account = Number(counsellor.person.slice(1))
    const talk = { session, place, began: at, membership: 1, seats: { v: place.page, c: counsellor }, words: { v: 0, c: 0 } }
    this.sessions.set(session, talk)
    this.tellMembers(talk, "started")
    return talk
  }

  tellMembers(talk, type, to = Object.values(talk.seats)) {
    const { session, membership, seats } = talk
    const members = [["visitor", seats.v], ["counsellor", seats.c]].map(([seat, { load }]) => ({ load, seat, present: true }))
    for (const page of to) this.told(page, type, { session, membership, members })
  }

  // Another load of the same person takes the seat.
  seat(talk, page) {
    talk.membership += 1
    const role = page.person[0]
    talk.seats[role] = page
    if (role === "v") talk.place.page = page
    this.fact({ type: "seat_taken", session: talk.session, seat: role === "v" ? "visitor" : "counsellor", load: page.load, membership: talk.membership })
    this.tellMembers(talk, "started", [page])
    this.tellMembers(talk, "members", [talk.seats[role === "v" ? "c" : "v"]])
  }

  // One word on its whole way, or as far as `until`.
  say(talk, role, until = "marked") {
    const author = talk.seats[role]
    const counter = (this.words.get(author.person) ?? 0) + 1
    this.words.set(author.person, counter)
    const stream = `${author.load} ${talk.session}`
    const number = (this.streams.get(stream) ?? 0) + 1
    this.streams.set(stream, number)
    const word = { session: talk.session, stream: name(stream, 16).toString("base64url"), number, token: `${author.person}-${counter}` }
    this.line(author, "said", word)
    this.line(author, "wrote", { session: word.session, token: word.token })
    return this.send(talk, author, word, until)
  }

  send(talk, author, word, until = "marked") {
    const steps = ["said", "sent", "arrived", "shown", "confirmed", "marked"].indexOf(until)
    const { session, stream, number } = word
    const reader = talk.seats[author.person[0] === "v" ? "c" : "v"]
    if (steps >= 1) this.line(author, "sent", { session, stream, number, membership: talk.membership })
    if (steps >= 2) this.line(reader, "arrived", { session, stream, number, from: author.load })
    if (steps >= 3) this.line(reader, "shown", word)
    if (steps >= 4) talk.words[author.person[0]] += 1
    if (steps >= 5) this.line(author, "marked", { ...word, state: "delivered" })
    return word
  }

  end(talk, reason, back = false) {
    const { session, place, words, began, seats } = talk
    const { row } = place
    const { at } = this.fact({
      type: "session_ended", session, reason, back_in_line: back, visitor_words: words.v, counsellor_words: words.c,
    })
    row.sessions += 1
    row.talked += at - began
    row.visitor_words += words.v
    row.counsellor_words += words.c
    if (back) {
      row[reason === "no_show" ? "no_shows" : "broken_off"] += 1
      this.count(reason === "no_show" ? "no_show" : "broken_off")
    } else {
      Object.assign(row, { ended_at: iso(at), end_reason: reason })
      this.count(`ended_${reason}`)
    }
    for (const page of Object.values(seats)) this.told(page, "ended", { session, reason })
  }

  wrapUp(talk, heavy = false) {
    this.ask(talk.seats.c, "wrap_up", { session: talk.session })
    const { at } = this.fact({ type: "session_wrapped_up", session: talk.session, heavy })
    Object.assign(talk.place.row, { wrapped_up_at: iso(at), heavy: heavy || talk.place.row.heavy })
    this.told(talk.seats.c, "wrapped_up", { session: talk.session })
  }

  leave(place) {
    this.ask(place.page, "leave")
    const { at } = this.fact({ type: "ticket_gone", ticket: place.ticket, reason: "visitor_left" })
    Object.assign(place.row, { ended_at: iso(at), end_reason: "visitor_left" })
    this.count("ended_visitor_left")
    if (place.row.accepted_at === null) this.count("abandoned")
    this.told(place.page, "gone", { reason: "visitor_left" })
  }

  screen(page, stage, session, lines, more = {}) {
    return this.line(page, "screen", { stage, session, here: true, linked: true, lines, ...more })
  }

  // The history's files as they would be, in a folder of their own for as long as `use` takes.
  inFolder(use) {
    this.happens("over")
    const folder = mkdtempSync(join(tmpdir(), "yorisoi-checker-"))
    const text = (objects) => objects.map((one) => `${JSON.stringify(one)}\n`).join("")
    const ordered = [...this.lines].sort((one, other) => one.t - other.t)
    mkdirSync(join(folder, "history"))
    writeFileSync(join(folder, "history/a.jsonl"), text(ordered.filter(({ p }) => p[0] === "v")))
    writeFileSync(join(folder, "history/b.jsonl"), text(ordered.filter(({ p }) => p[0] !== "v")))
    writeFileSync(join(folder, "evening.jsonl"), text(this.evening))
    writeFileSync(join(folder, "journal.jsonl"), text(this.facts))
    const last = this.facts[this.facts.length - 1]?.position ?? 0
    writeFileSync(join(folder, "rows.json"), JSON.stringify({ ...this.rows, journal_position: [{ one: true, position: last, skipped: 0 }] }))
    try {
      return use(folder)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
}

function iso(ms) {
  return new Date(ms).toISOString().replace("Z", "+00:00")
}

function asUuid(bytes) {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}
