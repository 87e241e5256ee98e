// Who leaves is gone: in Chromium and Firefox, by the button and by Shift three times, from a talk, without
// a network, while the page connects again, with 500 words on the screen and on a slow phone. Every day
// each of them once in each browser that can be brought into it; with LONG each with each. Results are
// counted like a part's.
import assert from "node:assert/strict"
import { appendFileSync, mkdirSync } from "node:fs"
import { join } from "node:path"

import { killServer, startServer } from "../e2e/house.mjs"
import * as chromium from "./chromium.mjs"
import * as firefox from "./firefox.mjs"
import { planted, plans } from "./planted.mjs"
import { faultsIn } from "./probe.mjs"
import { Counsellor, left, neutral, nothing, presses, probing, readable, sees, shown, talks, until, url } from "./visit.mjs"

const { TMP, RESULT, SERVER_PORT, LONG } = process.env
const shots = join(TMP, "shots")
mkdirSync(shots)
const only = process.env.ONLY ?? "" // part of the names of what is to be run
const reconnecting = "つなぎ直しています。書いた内容は消えません。"

async function check(sentence, act) {
  if (!sentence.includes(only)) return
  try {
    const told = await act()
    console.log(`ok      ${sentence}${told ? `: ${told}` : ""}`)
    appendFileSync(RESULT, "passed 1\n")
  } catch (error) {
    await counsellor.page.screenshot({ path: join(shots, "failed-counsellor.png") }).catch(() => {})
    console.log(`FAILED  ${sentence}\n        | ${String(error.stack ?? error).slice(0, 3_000).replaceAll("\n", "\n        | ")}`)
    appendFileSync(RESULT, "failed 1\n")
  }
}

const browser = await chromium.launch()

// The server waits a minute for who has gone without a word, and so does their counsellor. So they are three,
// and take turns.
const counsellors = []
for (const name of ["COUNSELLOR_1", "COUNSELLOR_2", "COUNSELLOR_3"]) {
  counsellors.push(new Counsellor(await chromium.counselling(browser, process.env[name], process.env[`${name}_PASSWORD`])))
}
let counsellor = counsellors[0] // whose turn it is
function nextCounsellor() {
  counsellors.push(counsellors.shift())
  counsellor = counsellors[0]
  return counsellor
}

const away = {
  async nothing() {},
  async offline({ offline, page }) {
    await offline(true)
    await sees(page, reconnecting, 60)
  },
  async "in mid-reconnect"({ page }) {
    await killServer()
    await sees(page, reconnecting, 60)
  },
  async "six times slower"({ slower }) {
    await slower(6)
  },
}
const back = {
  async offline({ offline }) { await offline(false) },
  async "in mid-reconnect"() { await startServer(SERVER_PORT) },
  async "six times slower"({ slower }) { await slower(1) },
}

// Leaves a talk and answers with what was noted up to the other page.
async function leaves(person, way, count, trouble = "nothing") {
  const { page, notes } = person
  const lengthBefore = await talks(page, nextCounsellor(), count)
  assert.equal(await page.evaluate(() => history.length), lengthBefore, "the chat has added to the history")
  await away[trouble](person)
  await person[way]()
  await until("the tap is over", () => notes.some(({ step }) => step === "tap is over" || (trouble === "offline" && step === "navigate")) || notes)
  if (trouble !== "offline") await until("the neutral page", () => page.url() === neutral || page.url())
  await new Promise((then) => setTimeout(then, 500)) // what comes late is noted, too
  await back[trouble]?.(person)
  return lengthBefore
}

// Nothing to be found in this tab afterwards, neither stored nor by going back.
async function noTrace({ page, cookies, back }, lengthBefore) {
  if (page.url() === neutral) assert.equal(await page.evaluate(() => history.length), lengthBefore, "leaving has added to the history")
  const seen = []
  for (let times = 0; times < 5; times += 1) {
    await back()
    await new Promise((then) => setTimeout(then, 500))
    await until("a page", () => page.evaluate(() => document.readyState === "complete").catch(() => false))
    seen.push(await page.evaluate(() => location.href)) // what drives Firefox does not notice each way back
    assert.equal(await readable(page), false, `going back shows a word: ${page.url()}`)
    assert.equal(await shown(page).catch(() => 0), 0)
  }
  assert.ok(seen.includes(`${url}/`), `going back did not lead to our first page: ${seen}`)
  assert.deepEqual(await left(page), nothing)
  assert.equal(await cookies(), 0)
}

async function situation(house, its, way, count, trouble) {
  const person = await house.visitor(its)
  try {
    const lengthBefore = await leaves(person, way, count, trouble)
    assert.deepEqual(faultsIn(person.notes, neutral, trouble === "offline"), [], JSON.stringify(person.notes, null, 1))
    await noTrace(person, lengthBefore)
    const frame = person.notes.find(({ step }) => step === "frame")
    return frame === undefined ? "no frame before the other page" : `covered frame after ${Math.round(frame.after)} ms`
  } finally {
    await person.close()
    await counsellor.letsGo()
  }
}

const ways = { button: "by the button", shift: "by Shift three times" }
// How many words are on the screen, and what else is amiss.
const situations = {
  "from a talk": [10],
  offline: [10, "offline"],
  "in mid-reconnect": [10, "in mid-reconnect"],
  "500 words on the screen": [500],
  "500 words, six times slower": [500, "six times slower"],
}
const everyday = {
  button: ["from a talk", "in mid-reconnect", "500 words, six times slower"],
  shift: ["from a talk", "offline", "500 words on the screen"],
}
assert.deepEqual(new Set(Object.values(everyday).flat()), new Set(Object.keys(situations)), "each of them every day")

// Every situation that this browser can be brought into.
async function leavesIn(name, house, its, possible) {
  for (const [way, how] of Object.entries(ways)) {
    for (const where of possible) {
      if (LONG || everyday[way].includes(where)) {
        await check(`${name}, ${how}, ${where}`, () => situation(house, its, way, ...situations[where]))
      }
    }
  }
}
await leavesIn("Chromium", chromium, browser, Object.keys(situations))

for (const plan of plans) {
  await check(`a page that ${plan.name} is found`, async () => {
    const person = await chromium.visitor(browser, await planted(plan))
    try {
      await leaves(person, "button", 4).catch((error) => { if (!String(error).includes("the neutral page")) throw error })
      const faults = faultsIn(person.notes, neutral)
      assert.ok(faults.includes(plan.finds), JSON.stringify({ faults, notes: person.notes }))
    } finally {
      await person.close()
    }
  })
}

// Chromium itself is closed and started again with what it had open, which is how its tabs are reopened.
async function reopened(name, end, goOn) {
  const folder = join(TMP, "browser", name)
  const first = await chromium.openProfile(folder)
  await first.addInitScript(...probing)
  const person = await chromium.person(await first.newPage())
  await talks(person.page, nextCounsellor(), 4)
  await end(person)
  await first.close()
  const again = await chromium.openProfile(folder, ["--restore-last-session"])
  try {
    await until("the tab is back", () => again.pages().some((page) => /^http/.test(page.url())) || again.pages().map((page) => page.url()), 60)
    const page = again.pages().find((each) => /^http/.test(each.url()))
    await new Promise((then) => setTimeout(then, 2_000))
    assert.equal(await readable(page), false)
    assert.equal(await shown(page), 0)
    await page.screenshot({ path: join(shots, `${name}.png`) })
    await goOn(page)
  } finally {
    await again.close()
  }
}
await check("reopened with the browser after the exit, the tab is the neutral page", () => reopened(
  "reopened-after-exit",
  async ({ page, button }) => {
    await button()
    await until("the neutral page", () => page.url() === neutral || page.url())
  },
  async (page) => assert.equal(page.url(), neutral),
))
await check("reopened without an exit, the tab asks, and shows the talk only after a tap", () => reopened(
  "reopened-without-exit",
  async () => {},
  async (page) => {
    await sees(page, "続きから始めますか。")
    await presses(page, "続きから始める")
    await until("the four words of the talk", async () => (await shown(page)) === 4 || (await shown(page)))
  },
))

const fox = await firefox.launch()
await leavesIn("Firefox", firefox, fox, ["from a talk", "in mid-reconnect", "500 words on the screen"])
await fox.close()
await browser.close()
process.exit(0)
