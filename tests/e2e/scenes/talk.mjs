// The conversation, and what may come between: larger letters, a lost network, a reload.
import assert from "node:assert/strict"

import { allDelivered, button, press, says, sees, shows, words, writes } from "../acts.mjs"
import { counsellor, phones, phoneUrl, visitor } from "../cast.mjs"
import { counsellorSays, visitorSays } from "../sentences.mjs"
import { look, step, until } from "../stage.mjs"

const said = [] // every word of the session so far, in order

export async function talk() {
  await step("thirty sentences each way arrive in order on both sides, and all are delivered", async () => {
    for (let at = 0; at < visitorSays.length; at += 1) {
      for (const [page, text] of [[counsellor, counsellorSays[at]], [visitor, visitorSays[at]]]) {
        await says(page, text)
        said.push(text)
        await until("the word on the other screen", async () => (await words(page === visitor ? counsellor : visitor)).length === said.length)
      }
    }
    for (const page of [visitor, counsellor]) {
      await shows(page, said)
      await allDelivered(page)
    }
    await look(visitor, "visitor-talk")
    await look(counsellor, "counsellor-talk")
  })
  await step("at twice the size of letters everything is still there", async () => {
    await visitor.evaluate(() => { document.documentElement.style.fontSize = "200%" })
    await look(visitor, "visitor-talk-200")
    await visitor.evaluate(() => { document.documentElement.style.fontSize = "" })
    await counsellor.setViewportSize({ width: 640, height: 360 })
    await look(counsellor, "counsellor-talk-200")
    await counsellor.setViewportSize({ width: 1280, height: 720 })
  })
  await step("where one pane fits, tabs lead to the others; what comes meanwhile is counted, and a memo stays", async () => {
    await counsellor.setViewportSize({ width: 360, height: 740 })
    await press(counsellor, "この相談")
    const memo = counsellor.getByRole("textbox", { name: "メモ(この画面だけ)" })
    await writes(memo, "ゆっくり聞く")
    await look(counsellor, "counsellor-about-360")
    await press(counsellor, "わたしの相談")
    await says(visitor, "まだ、いますか。")
    said.push("まだ、いますか。")
    await counsellor.getByRole("navigation", { name: "表示" }).getByText("未読 1").waitFor()
    await look(counsellor, "counsellor-mine-360")
    await press(counsellor, "A 相談者 未読 1")
    await shows(counsellor, said)
    assert.equal(await counsellor.getByText("未読 1").count(), 0)
    await look(counsellor, "counsellor-talk-360")
    await press(counsellor, "この相談")
    assert.equal(await memo.inputValue(), "ゆっくり聞く")
    await press(counsellor, "A 相談者")
    await counsellor.setViewportSize({ width: 1280, height: 720 })
  })
  await step("a reader's place is kept while new words come, and a button leads to them", async () => {
    const log = visitor.getByRole("log")
    await log.evaluate((element) => { element.scrollTop = 200 })
    await visitor.waitForTimeout(100)
    const before = await log.evaluate((element) => element.scrollTop)
    await says(counsellor, "ゆっくり読んでくださいね。")
    said.push("ゆっくり読んでくださいね。")
    await button(visitor, "新しいメッセージ").waitFor()
    assert.equal(await log.evaluate((element) => element.scrollTop), before)
    await look(visitor, "visitor-newer")
    await press(visitor, "新しいメッセージ")
    assert.ok(await log.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight < 2))
  })
  await step("help in danger is one tap away, and the draft stays", async () => {
    const draft = visitor.getByRole("textbox", { name: "メッセージ" })
    await writes(draft, "書きかけの\n思いごと")
    await press(visitor, "命の危険 119・110・声なし")
    await visitor.getByRole("link", { name: "119 に電話する" }).waitFor()
    await look(visitor, "visitor-emergency")
    await press(visitor, "命の危険 119・110・声なし")
    assert.equal(await draft.inputValue(), "書きかけの\n思いごと")
    await draft.fill("")
  })
}

// What stands behind the pass in the tab's one value: words for the next load, that nobody can read.
const left = (page) => page.evaluate(() => sessionStorage.getItem("pass").split(" ").slice(1))

async function stored(page, words) {
  await until("the words are stored", async () => Number((await left(page))[0]?.split(".")[2]) >= words) // one write for each
  assert.equal(await page.evaluate(() => sessionStorage.length), 1)
}

export async function troubles() {
  await step("the network goes: what is written meanwhile arrives once, in order, when it is back", async () => {
    visitor.offline = true
    phones.cut()
    await visitor.context().setOffline(true)
    await visitor.getByText("つなぎ直しています。書いた内容は消えません。").waitFor()
    for (const text of ["聞こえますか。", "つながったら、届きますように。"]) {
      await says(visitor, text)
      said.push(text)
    }
    assert.ok((await visitor.getByText("送信中", { exact: true }).count()) > 0)
    await look(visitor, "visitor-offline")
    await visitor.context().setOffline(false)
    phones.mend()
    await shows(counsellor, said)
    await shows(visitor, said)
    await allDelivered(visitor)
    visitor.offline = false
  })
  await step("words from the other side come after the cut, too", async () => {
    await says(counsellor, "はい、届いています。")
    said.push("はい、届いています。")
    await shows(visitor, said)
    await allDelivered(counsellor)
  })
  const later = ["もどってきました。", "おかえりなさい。"]
  await step("a reload in the session asks first; after a tap all of it is there again, and goes on", async () => {
    await visitor.reload()
    await visitor.getByRole("heading", { name: "続きから始めますか。" }).waitFor()
    await sees(counsellor, "相談者の接続が途切れています。もどるまで、席は残っています。")
    await look(visitor, "visitor-resumable")
    await press(visitor, "続きから始める")
    await sees(visitor, "続きから、お話しできます。")
    await shows(visitor, said)
    await says(visitor, later[0])
    await shows(counsellor, [...said, later[0]])
    await says(counsellor, later[1])
    await shows(visitor, [...said, ...later])
    await allDelivered(visitor)
    await allDelivered(counsellor)
  })
  const kept = ["聞こえないかもしれませんが。", "この二つは、なくさないでください。"]
  await step("what is on its way when the page is reloaded arrives after the tap, once and in order", async () => {
    visitor.offline = true
    phones.cut()
    await visitor.context().setOffline(true)
    await visitor.getByText("つなぎ直しています。書いた内容は消えません。").waitFor()
    for (const text of kept) await says(visitor, text)
    await stored(visitor, kept.length)
    await visitor.reload().catch(() => {}) // no page without a network
    await visitor.context().setOffline(false)
    phones.mend()
    await visitor.goto(phoneUrl)
    await visitor.getByRole("heading", { name: "続きから始めますか。" }).waitFor()
    assert.equal(await visitor.getByRole("log").count(), 0)
    await press(visitor, "続きから始める")
    await shows(visitor, [...said, ...later, ...kept])
    await shows(counsellor, [...said, ...later, ...kept])
    await allDelivered(visitor)
    await until("nothing is left in the tab but the pass", async () => (await left(visitor)).length === 0 || await left(visitor))
    visitor.offline = false
  })
  await step("a reload of the console keeps the seat, and what was said is there again", async () => {
    await counsellor.reload()
    const before = [...said, ...later, ...kept]
    await shows(counsellor, before)
    await says(counsellor, "こちらも読みこみ直しました。")
    await shows(visitor, [...before, "こちらも読みこみ直しました。"])
    await says(visitor, "はい、見えています。")
    await shows(counsellor, [...before, "こちらも読みこみ直しました。", "はい、見えています。"])
    await allDelivered(counsellor)
    await allDelivered(visitor)
  })
}
