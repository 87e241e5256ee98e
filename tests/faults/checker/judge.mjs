// Reads one evening's folder once, in the order of time, and lets each rule judge it.
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

import { Book, rules } from "./book.mjs"
import { Facts } from "./facts.mjs"
import { Line } from "./line.mjs"
import { Histories, NotJudged } from "./lines.mjs"
import { Pages } from "./pages.mjs"
import { Places } from "./places.mjs"
import { Rest } from "./rest.mjs"
import { Routes } from "./routes.mjs"
import { Rows } from "./rows.mjs"
import { Seats } from "./seats.mjs"
import { Standings } from "./standing.mjs"
import { Timeline } from "./timeline.mjs"
import { ToldRows } from "./told_rows.mjs"
import { Words } from "./words.mjs"

const events = [
  "page", "page_gone", "frozen", "thawed", "link", "asked", "told", "closed", "not_found", "wrote", "said", "sent", "arrived", "shown",
  "marked", "history", "gap", "unreadable", "screen",
]

// Answers with the book and with what quotes a history line.
export function judge(folder, wanted = [...rules.keys()]) {
  const book = new Book(wanted)
  const histories = openHistories(folder)
  const judges = makeJudges(folder, wanted, book)
  const pages = new Pages()
  const handling = new Map(events.map((e) => [e, judges.filter((one) => one[e] !== undefined)]))
  const passing = judges.filter((one) => one.passed !== undefined)
  histories.inOrder((line, ref) => {
    const hearing = handling.get(line.e)
    if (hearing === undefined) throw new NotJudged(`no such event: ${histories.quote(ref)}`)
    for (const one of passing) one.passed(line.t)
    const page = pages.of(line)
    for (const one of hearing) one[line.e](line, ref, page)
    if (line.e === "page_gone") pages.forget(line.l)
  })
  if (pages.linked === 0) throw new NotJudged("no page ever said that it was linked")
  for (const one of judges) one.finish?.()
  return { book, quote: (ref) => histories.quote(ref), close: () => histories.close() }
}

function openHistories(folder) {
  const histories = join(folder, "history")
  const names = existsSync(histories) ? readdirSync(histories).filter((name) => name.endsWith(".jsonl")) : []
  if (names.length === 0) throw new NotJudged("there is no history")
  return new Histories(names.sort().map((name) => join(histories, name)))
}

// In this order they hear each line: who notes something comes before who asks for it.
function makeJudges(folder, wanted, book) {
  const asks = (...some) => some.some((rule) => wanted.includes(rule))
  const timeline = new Timeline(join(folder, "evening.jsonl"))
  const context = { book, timeline }
  const judges = []
  const add = (name, judgeOf) => judges.push((context[name] = judgeOf))
  if (asks("T", "Q", "S")) context.facts = new Facts(join(folder, "journal.jsonl"))
  if (asks("L", "D", "O", "X", "H", "E", "T")) add("words", new Words(context))
  if (asks("X", "T")) add("routes", new Routes(context))
  if (asks("E")) add("rest", new Rest(context))
  if (asks("T")) {
    add("rows", new Rows({ book, ...rowsOf(folder, context) }))
    add("toldRows", new ToldRows(context))
  }
  if (asks("Q")) {
    add("standings", new Standings())
    add("line", new Line(context))
  }
  if (asks("S")) {
    add("places", new Places(context))
    add("seats", new Seats(context))
  }
  return judges
}

// The rows, and the facts that they are made of. Facts that came after the people had gone may come
// after the rows.
function rowsOf(folder, { facts, timeline }) {
  const rows = JSON.parse(readFileSync(join(folder, "rows.json"), "utf8"))
  const position = rows.journal_position[0]?.position
  if (!Number.isSafeInteger(position)) throw new NotJudged("the rows do not say up to which fact they are")
  const evening = timeline.wall(timeline.over)
  const behind = facts.all.filter((fact) => fact.position > position && fact.at <= evening)
  if (behind.length > 0) throw new NotJudged(`the rows have not caught up: ${behind.length} facts are behind them`)
  return { rows, facts: new Facts(join(folder, "journal.jsonl"), position) }
}
