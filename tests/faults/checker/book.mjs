// What has been judged and what was found, by rule. It knows no rule.

const mostInFull = 20 // violations of one rule that are kept; the others are counted

export const rules = new Map([
  ["L", "a word marked delivered was shown to the other person"],
  ["D", "no word is shown twice on one page"],
  ["O", "one person's words are shown in the order in which they were said"],
  ["X", "a word reaches only pages that it was sent to, in its own session"],
  ["H", "no word is marked delivered before it is shown"],
  ["E", "what a page took stands there with a state, and is delivered after the faults where both are there"],
  ["T", "the rows are what the pages were told, each once"],
  ["Q", "nobody is offered or paired before somebody who stood waiting in front"],
  ["S", "nobody is told what a restart forgets, and no place that was told is forgotten"],
])

export class Book {
  constructor(wanted) {
    this.entries = new Map([...wanted].map((rule) => [rule, { judged: 0, violations: 0, inFull: [] }]))
  }

  judged(rule, count = 1) {
    const entry = this.entries.get(rule)
    if (entry !== undefined) entry.judged += count
  }

  // `evidence`: numbers of history lines, and texts. What is 0 or missing is left out.
  broken(rule, sentence, ...evidence) {
    const entry = this.entries.get(rule)
    if (entry === undefined) return
    entry.violations += 1
    if (entry.inFull.length < mostInFull) entry.inFull.push({ sentence, evidence: evidence.filter(Boolean) })
  }
}

// A fact of the journal, or a row, as evidence.
export const asFact = (fact) => fact && `journal: ${JSON.stringify(fact)}`
export const asRow = (row) => row && `row: ${JSON.stringify(row)}`
