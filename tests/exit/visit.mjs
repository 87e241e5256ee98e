// A visitor and a counsellor who talk, whatever browser the visitor has: a page of playwright or of
// puppeteer. Only the way out is tapped by real input; before it buttons are pressed by name.
import { prefix, probe } from "./probe.mjs"

export const mark = "ことのは" // stands in every word
export const { SERVER_URL: url, DESK_EXIT: neutral } = process.env
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

export async function until(what, check, seconds = 20) {
  for (const over = Date.now() + seconds * 1_000; ; await pause(50)) {
    const found = await check()
    if (found === true) return
    if (Date.now() > over) throw new Error(`${what}: ${JSON.stringify(found)}`)
  }
}

// Presses the button with this text (or aria-label), as soon as there is one.
export async function presses(page, name) {
  await until(`a button ${name}`, () => page.evaluate((name) => {
    const button = [...document.querySelectorAll("button")].find((each) => each.checkVisibility() && !each.disabled && each.innerText.trim() === name)
    button?.click()
    return button !== undefined
  }, name))
}

const text = (page) => page.evaluate(() => document.body?.innerText ?? "")
export const sees = (page, sentence, seconds) => until(sentence, async () => (await text(page)).includes(sentence) || (await text(page)).slice(0, 200), seconds)
export const shown = (page) => page.evaluate(() => document.querySelectorAll("p[dir=auto]").length)
export const readable = (page) => page.evaluate((mark) => [document.title, document.documentElement.outerHTML, ...[...document.querySelectorAll("textarea")].map(({ value }) => value)].some((each) => each.includes(mark)), mark)

// The probe's argument, and the notes that it has written, which `page` tells from now on.
export const probing = [probe, { mark, prefix }]
export function notesOf(page) {
  const notes = []
  page.on("console", (message) => {
    if (message.text().startsWith(prefix)) notes.push(JSON.parse(message.text().slice(prefix.length)))
  })
  return notes
}

// So many words by the page's own composer, as fast as it takes them.
async function saysMany(page, from, count) {
  await page.evaluate(async ({ mark, from, count }) => {
    const field = document.querySelector(".composer textarea")
    for (let at = 0; at < count; ) {
      field.value = `${mark} ${from} ${at + 1}`
      field.dispatchEvent(new Event("input", { bubbles: true }))
      field.form.requestSubmit()
      if (field.value === "") at += 1 // taken; else there is too much on its way
      await new Promise((then) => setTimeout(then, field.value === "" ? 0 : 100))
    }
  }, { mark, from, count })
}

// Up to a talk with so many words on the screen, and a draft beside them.
export async function talks(page, counsellor, count) {
  await counsellor.ready()
  await page.goto(neutral)
  await page.goto(url)
  await page.goto(`${url}/about/ja`)
  await page.goto(url)
  await sees(page, "受付中です")
  const before = await page.evaluate(() => history.length)
  for (const name of ["相談をはじめる", "わかりました。はじめます", "順番をとる"]) await presses(page, name)
  await counsellor.takes()
  await sees(page, "相談員につながりました。")
  await Promise.all([saysMany(page, "来た人", count / 2), saysMany(counsellor.page, "聞く人", count / 2)])
  await until("all words on the screen", async () => (await shown(page)) === count || (await shown(page)), 120)
  await page.evaluate((mark) => {
    const field = document.querySelector(".composer textarea")
    field.value = `${mark} 書きかけ`
    field.dispatchEvent(new Event("input", { bubbles: true }))
    field.focus()
  }, mark)
  return before
}

// What the origin still holds for this tab; asked where no script of ours runs.
export async function left(page) {
  const quiet = `${url}/licences.txt`
  await page.evaluate((to) => { setTimeout(() => location.assign(to)) }, quiet)
  await until("a page without our script", () => page.evaluate((to) => location.href === to && document.readyState === "complete", quiet).catch(() => false))
  return page.evaluate(async () => ({
    session: sessionStorage.length,
    local: localStorage.length,
    caches: (await caches.keys()).length,
    databases: (await indexedDB.databases()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    cookies: document.cookie ?? "",
  }))
}
export const nothing = { session: 0, local: 0, caches: 0, databases: 0, workers: 0, cookies: "" }

// The counsellor's page and how it gets free for the next visitor.
export class Counsellor {
  constructor(page) {
    this.page = page
  }
  async ready() {
    await until("a free counsellor", () => this.page.evaluate(() => {
      const buttons = [...document.querySelectorAll("button")].filter((each) => each.checkVisibility() && !each.disabled)
      const named = (name) => buttons.find((each) => each.innerText.trim() === name)
      const next = named("記録おわり") ?? named("終える") ?? named("相談を終える") ?? named("受付可にする")
      next?.click()
      return next === undefined && !document.querySelector(".record-end, .composer") && document.body.innerText.includes("受付可")
    }), 90)
  }
  // Ends what is left of a talk, and waits for nothing: for who has gone without a word the server waits a minute.
  letsGo() {
    return until("a talk let go", () => this.page.evaluate(() => {
      const named = (name) => [...document.querySelectorAll("button")].find((each) => each.checkVisibility() && !each.disabled && each.innerText.trim() === name)
      const last = named("終える")
      const next = last ?? named("相談を終える")
      next?.click()
      return last !== undefined || next === undefined
    }))
  }
  takes() {
    return until("an offer taken", () => this.page.evaluate(() => {
      const button = [...document.querySelectorAll("button")].find((each) => each.checkVisibility() && /受ける$/.test(each.innerText.trim()))
      button?.click()
      return document.querySelector(".composer") !== null || document.body.innerText
    }), 30)
  }
}
