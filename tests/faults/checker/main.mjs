#!/usr/bin/env node
// Judges one evening of the fault tests by what was written down: main.mjs FOLDER [--rules LDOX…].
// Prints a line for each rule, then its violations, one a line. Exit code 0: none; 1: some; 2: the
// histories cannot be judged, or a rule had nothing to judge.
import { rules } from "./book.mjs"
import { judge } from "./judge.mjs"
import { NotJudged } from "./lines.mjs"

function choice(words) {
  const [folder, flag, wanted] = words
  if (folder === undefined || (flag !== undefined && flag !== "--rules")) return null
  const chosen = flag === undefined ? [...rules.keys()] : [...(wanted ?? "")]
  return chosen.length > 0 && chosen.every((rule) => rules.has(rule)) ? { folder, chosen } : null
}

// A last screen is a whole conversation; what of it is of interest is said before it.
const longestQuote = 300 // characters

const short = (text) => (text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text)

function main(words) {
  const chosen = choice(words)
  if (chosen === null) {
    console.error(`main.mjs FOLDER [--rules ${[...rules.keys()].join("")}]`)
    return 2
  }
  const { book, quote } = judge(chosen.folder, chosen.chosen)
  for (const [rule, { judged, violations }] of book.entries) {
    const found = violations > 0 ? `${violations} violations` : judged === 0 ? "not judged" : "no violation"
    console.log(`${rule}  ${String(judged).padStart(9)} judged, ${found}: ${rules.get(rule)}`)
  }
  for (const [rule, { inFull }] of book.entries) {
    for (const { sentence, evidence } of inFull) {
      console.log([`${rule}: ${sentence}`, ...evidence.map((one) => short(typeof one === "number" ? quote(one) : one))].join("  <-  "))
    }
  }
  const entries = [...book.entries.values()]
  if (entries.some(({ violations }) => violations > 0)) return 1
  return entries.some(({ judged }) => judged === 0) ? 2 : 0
}

try {
  process.exitCode = main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof NotJudged)) throw error
  console.error(`cannot be judged: ${error.message}`)
  process.exitCode = 2
}
