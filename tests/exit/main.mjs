// Who leaves is gone: in Chromium and Firefox, by the button and by Shift three times, from a talk, without
// a network, while the page connects again, with 500 words on the screen and on a slow phone. Each
// result is counted like a part's.
import assert from "node:assert/strict"
import { appendFileSync, mkdirSync } from "node:fs"
import { join } from "node:path"

import { killServer, startServer } from "../e2e/house.mjs"
import * as chromium from "./chromium.mjs"
import * as firefox from "./firefox.mjs"
import { planted, plans } from "./planted.mjs"
import { faultsIn } from "./probe.mjs"
import { Counsellor, left, neutral, nothing, probing, readable, sees, shown, talks, until, url } from "./visit.mjs"

const { TMP, RESULT, SERVER_PORT, COUNSELLOR_1, COUNSELLOR_1_PASSWORD } = process.env
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
const counsellor = new Counsellor(await chromium.counselling(browser, COUNSELLOR_1, COUNSELLOR_1_PASSWORD))

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
  const lengthBefore = await talks(page, counsellor, count)
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
  }
}

const ways = { button: "by the button", shift: "by Shift three times" }
for (const [way, how] of Object.entries(ways)) {
  await check(`Chromium, ${how}, from a talk`, () => situation(chromium, browser, way, 10))
  await check(`Chromium, ${how}, offline`, () => situation(chromium, browser, way, 10, "offline"))
  await check(`Chromium, ${how}, in mid-reconnect`, () => situation(chromium, browser, way, 10, "in mid-reconnect"))
  await check(`Chromium, ${how}, 500 words on the screen`, () => situation(chromium, browser, way, 500))
  await check(`Chromium, ${how}, 500 words, six times slower`, () => situation(chromium, browser, way, 500, "six times slower"))
}

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
async function reopened(name, end) {
  const folder = join(TMP, "browser", name)
  const first = await chromium.openProfile(folder)
  await first.addInitScript(...probing)
  const person = await chromium.person(await first.newPage())
  await talks(person.page, counsellor, 4)
  await end(person)
  await first.close()
  const again = await chromium.openProfile(folder, ["--restore-last-session"])
  try {
    await until("the tab is back", () => again.pages().some((page) => /^http/.test(page.url())) || again.pages().map((page) => page.url()))
    const page = again.pages().find((each) => /^http/.test(each.url()))
    await new Promise((then) => setTimeout(then, 2_000))
    assert.equal(await readable(page), false)
    assert.equal(await shown(page), 0)
    await page.screenshot({ path: join(shots, `${name}.png`) })
    return page.url()
  } finally {
    await again.close()
  }
}
await check("reopened with the browser after the exit, the tab is the neutral page", async () => {
  const address = await reopened("reopened-after-exit", async ({ page, button }) => {
    await button()
    await until("the neutral page", () => page.url() === neutral || page.url())
  })
  assert.equal(address, neutral)
})

const fox = await firefox.launch()
for (const [way, how] of Object.entries(ways)) {
  await check(`Firefox, ${how}, from a talk`, () => situation(firefox, fox, way, 10))
  await check(`Firefox, ${how}, in mid-reconnect`, () => situation(firefox, fox, way, 10, "in mid-reconnect"))
  await check(`Firefox, ${how}, 500 words on the screen`, () => situation(firefox, fox, way, 500))
}
await fox.close()
await browser.close()
process.exit(0)
