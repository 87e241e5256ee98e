// What people do and see on the three pages, in their own terms.
import { browser, counselling, gaveUp, happened, phoneUrl, queued } from "./cast.mjs"
import { person, until } from "./stage.mjs"

const button = (page, name, exact = true) => page.getByRole("button", { name, exact })
const press = (page, name) => (page.touch ? button(page, name).tap() : button(page, name).click())

export { button, press }

export const sees = (page, sentence) => page.getByText(sentence, { exact: true }).filter({ visible: true }).first().waitFor()

export async function comesIn(page, url) {
  await page.goto(url)
  await sees(page, "受付中です")
}

export async function joins(page) {
  await press(page, "相談をはじめる")
  await press(page, "わかりました。はじめます")
  await press(page, "順番をとる")
}

// A new visitor on a phone, up to what the line tells first.
export async function linesUp(name, sentence) {
  const page = await person(browser, name, "phone", phoneUrl)
  await takesPlace(page, phoneUrl, sentence)
  return page
}

export async function takesPlace(page, url, sentence) {
  await comesIn(page, url)
  await joins(page)
  await sees(page, sentence)
  queued()
}

export async function stopsWaiting(page) {
  await press(page, "待つのをやめる")
  await press(page, "やめる")
  await sees(page, "待つのをやめました。またいつでも、はじめられます。")
  gaveUp()
}

export async function takes(counsellor, page) {
  await press(counsellor, "受ける")
  await sees(page, "相談員につながりました。")
  happened.accepted += 1
}

// So many sentences from each side in turn.
export async function exchange(counsellor, page, said, sentences) {
  for (const [mine, theirs] of sentences) {
    await says(counsellor, mine)
    said.push(mine)
    await shows(page, said)
    await says(page, theirs)
    said.push(theirs)
    await shows(counsellor, said)
  }
}

export async function finishes(counsellor, page) {
  await press(counsellor, "相談を終える")
  await press(counsellor, "終える")
  await sees(page, "相談員が、相談を終えました。")
  await press(counsellor, "記録おわり")
  await sees(counsellor, "準備ができたら、受付可にしてください。")
  happened.engaged += 1
  happened.counsellor_ended += 1
}

export async function signsIn(page, url, name, password) {
  await page.goto(url)
  await page.getByLabel("サインイン名").fill(name)
  await page.getByLabel("パスワード").fill(password)
  await press(page, "サインイン")
}

// Everything that was written anywhere, sent or not; none of it may be found afterwards.
export const typed = new Set()

export async function writes(field, text) {
  typed.add(text)
  await field.fill(text)
}

// What stands in no thread of two counsellors.
const ofSession = (page, role, name) => page.getByRole(role, name === undefined ? {} : { name, exact: true }).and(page.locator(":not(.thread *)"))

export async function says(page, text) {
  await writes(ofSession(page, "textbox", "メッセージ"), text)
  const send = ofSession(page, "button", "送る")
  await (page.touch ? send.tap() : send.click())
  happened[counselling.has(page) ? "counsellor_words" : "visitor_words"] += 1 // no word of the story is lost
}

// All words on the screen, in order.
export const words = (page) => ofSession(page, "log").locator("p[dir=auto]").evaluateAll((all) => all.map((each) => each.textContent))

// Between two counsellors, beside a hand-over.
export async function notes(page, text) {
  const thread = page.getByRole("group").filter({ has: page.getByRole("heading", { name: "相談員どうしのやりとり" }) })
  await writes(thread.getByRole("textbox", { name: "相談員へのメッセージ" }), text)
  await thread.getByRole("button", { name: "送る", exact: true }).click()
}

export const showsNotes = (page, expected) => until("the notes on the screen", async () => {
  const found = await page.getByRole("log", { name: "相談員どうしのやりとり" }).locator("p[dir=auto]").evaluateAll((all) => all.map((each) => each.textContent))
  return JSON.stringify(found) === JSON.stringify(expected) || found
}, 20)

export async function shows(page, expected) {
  await until("the words on the screen", async () => {
    const found = await words(page)
    return JSON.stringify(found) === JSON.stringify(expected) || { found: found.slice(-4), expected: expected.slice(-4), counts: [found.length, expected.length] }
  }, 20)
}

// Nothing is on its way, nothing could not be sent, and the newest word has arrived.
export async function allDelivered(page, seconds = 20) {
  await until("all words delivered", async () => {
    const log = page.getByRole("log")
    const states = await log.getByText(/^(送信中|届きました|送れませんでした)$/).allTextContents()
    return (states.length > 0 && states.every((state) => state === "届きました")) || states
  }, seconds)
}

// A number of the supervisor's overview by its name.
export const figure = async (page, name) => {
  const term = page.getByRole("term").filter({ hasText: name })
  return Number.parseInt(await term.locator("xpath=following-sibling::dd").innerText(), 10)
}

export async function counts(page, name, expected) {
  await until(`${name} is ${expected}`, async () => (await figure(page, name)) === expected || (await figure(page, name)))
}
