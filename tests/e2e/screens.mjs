// Two screens of one session side by side: does each show what both have said, each person's words
// once and in order? Words that crossed may stand either way.
import assert from "node:assert/strict"

import { allDelivered } from "./acts.mjs"
import { until } from "./stage.mjs"

const sides = ["visitor", "counsellor"]
const names = { visitor: "あなた", counsellor: "相談員(あなた)" } // what a side calls itself on its own screen
const former = "ここより前のやりとりは、この画面には残っていません。"
const gone = "ここより前のやりとりは、どちらの画面にも残っていません。"

// What stands on a screen from top to bottom, as it is read there: `by` whom a word is stands once
// above each run of words; what nobody wrote has no `by`.
export async function screen(page, side) {
  const rows = await page.getByRole("log").getByRole("listitem").evaluateAll((all) => {
    let by = null
    return all.map((row) => {
      const word = row.querySelector("p[dir=auto]")
      if (word === null) return { text: row.textContent }
      if (!row.firstElementChild.contains(word)) by = row.firstElementChild.textContent
      return { by, text: word.textContent }
    })
  })
  const other = sides.find((each) => each !== side)
  return rows.map(({ by, text }) => (by === undefined ? { text } : { by: by === names[side] ? side : other, text }))
}

const wordsOf = (rows, by) => rows.filter((row) => row.by === by).map(({ text }) => text)

// What is wrong with the two screens, in sentences. A screen that began later says so, and shows all
// from there on; nothing else may be missing anywhere.
export function wrong(screens, said) {
  const found = []
  for (const side of sides) {
    const began = screens[side].findIndex(({ by, text }) => by === undefined && (text === former || text === gone))
    for (const by of sides) {
      const shown = wordsOf(screens[side], by)
      const due = began < 0 ? said[by] : said[by].slice(said[by].length - shown.length)
      if (shown.length > said[by].length || JSON.stringify(shown) !== JSON.stringify(due)) {
        found.push(`the ${side}'s screen shows of the ${by}: ${shown.join(" ")} | and not: ${due.join(" ")}`)
      }
    }
    if (began > 0 && screens[side].slice(0, began).some(({ by }) => by !== undefined)) found.push(`the ${side}'s screen shows what it says it does not`)
  }
  return found
}

export async function sameOnBoth({ visitor, counsellor, said }, seconds = 60) {
  await until("both screens show the same", async () => {
    const found = wrong({ visitor: await screen(visitor, "visitor"), counsellor: await screen(counsellor, "counsellor") }, said)
    return found.length === 0 || found
  }, seconds)
  for (const page of [visitor, counsellor]) await allDelivered(page, seconds)
}

// The comparison itself: what it must let pass, and what it must notice.
export function comparisonNotices() {
  const word = (by, text) => ({ by, text })
  const said = { visitor: ["一", "二", "三"], counsellor: ["壱", "弐"] }
  const whole = [word("visitor", "一"), word("counsellor", "壱"), word("visitor", "二"), word("visitor", "三"), word("counsellor", "弐")]
  const crossed = [whole[1], whole[0], whole[2], whole[4], whole[3]]
  const later = [{ text: former }, ...whole.slice(2)]
  for (const fine of [whole, crossed, later]) assert.deepEqual(wrong({ visitor: fine, counsellor: whole }, said), [])
  const bad = {
    "a word less at the end": whole.slice(0, -1),
    "a word less, and nothing is said": whole.slice(1),
    "a word less in the middle": [whole[0], whole[1], whole[3], whole[4]],
    "a word less in the middle, after a later beginning": [{ text: former }, whole[0], whole[3], whole[4]],
    "a word twice": [...whole, whole[4]],
    "two words in the wrong order": [whole[2], whole[1], whole[0], whole[3], whole[4]],
    "a word of the other one": [word("counsellor", "一"), ...whole.slice(1)],
    "what it says is not there": [whole[0], { text: former }, ...whole.slice(1)],
  }
  for (const [what, rows] of Object.entries(bad)) assert.notDeepEqual(wrong({ visitor: whole, counsellor: rows }, said), [], what)
}
