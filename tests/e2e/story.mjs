// One evening at the desk, played by real people's clicks in a real browser against the real server:
// a visitor on a phone, a counsellor, a supervisor. It knows the screens only as they are seen.
import assert from "node:assert/strict"

import { allDelivered, button, comesIn, counts, joins, press, says, sees, shows, signsIn, words } from "./acts.mjs"
import { network } from "./proxy.mjs"
import { counsellorSays, visitorSays } from "./sentences.mjs"
import { complaints, launch, look, person, step, until } from "./stage.mjs"

const { SERVER_URL: url, SERVER_PORT: port, COUNSELLOR_1, COUNSELLOR_1_PASSWORD, SUPERVISOR, SUPERVISOR_PASSWORD } = process.env

const phones = await network(Number(port))
const phoneUrl = `http://localhost:${port}`
const browser = await launch(port, phones.port)
const visitor = await person(browser, "visitor", "phone", phoneUrl)
const counsellor = await person(browser, "counsellor", "desktop", url)
const supervisor = await person(browser, "supervisor", "desktop", url)
const neutralPage = "https://www.jma.go.jp/" // nothing leaves a test: another page of ours plays it
const playedBy = "/supervisor/"
const said = [] // every word of the session so far, in order

async function beforeTheEvening() {
  await step("the first page helps without script: what it is, the exit, whom to call", async () => {
    const plain = await person(browser, "without script", "phone", url, { javaScriptEnabled: false })
    await plain.goto(url)
    await sees(plain, "このブラウザーでは、チャットを使えません。下の方法で助けを呼べます。")
    assert.equal(await plain.getByRole("link", { name: "このページを閉じる" }).getAttribute("href"), neutralPage)
    assert.equal(await plain.locator("#app").getAttribute("data-exit"), neutralPage)
    for (const number of ["119", "110"]) assert.equal(await plain.locator(`a[href="tel:${number}"]`).count(), 1)
    await sees(plain, "声を出せないとき")
    await plain.context().close()
  })
  await step("a wrong password is told in words, the right one opens the supervisor's page", async () => {
    await signsIn(supervisor, `${url}/supervisor/`, SUPERVISOR, "wrong")
    await sees(supervisor, "名前かパスワードが違うようです。もう一度お確かめください。")
    await look(supervisor, "supervisor-sign-in")
    await signsIn(supervisor, `${url}/supervisor/`, SUPERVISOR, SUPERVISOR_PASSWORD)
    await supervisor.getByText("お待ちの方").waitFor()
  })
  await step("the supervisor begins intake", async () => {
    if (await button(supervisor, "受付をはじめる").isVisible()) {
      await press(supervisor, "受付をはじめる")
      await press(supervisor, "はじめる")
    }
    await sees(supervisor, "新しい方を受け付けています。")
    await look(supervisor, "supervisor")
  })
}

async function inLine() {
  await step("a visitor reads what comes, agrees, and is next", async () => {
    await comesIn(visitor, phoneUrl)
    await look(visitor, "visitor-first")
    await press(visitor, "相談をはじめる")
    await look(visitor, "visitor-consent")
    await press(visitor, "わかりました。はじめます")
    await sees(visitor, "次にお話しできます。")
    await look(visitor, "visitor-waiting")
    await counts(supervisor, "お待ちの方", 1)
  })
  await step("a reload in the line keeps the place", async () => {
    await visitor.reload()
    await sees(visitor, "次にお話しできます。")
  })
  await step("a second visitor on a small screen sees how many are before, and leaves the line", async () => {
    const second = await person(browser, "second visitor", "phone", phoneUrl, { viewport: { width: 320, height: 640 } })
    await comesIn(second, phoneUrl)
    await joins(second)
    await sees(second, "前に 1 人お待ちです。")
    await counts(supervisor, "お待ちの方", 2)
    await look(second, "visitor-second-320")
    await press(second, "待つのをやめる")
    await look(second, "visitor-leaving-320")
    await press(second, "やめる")
    await sees(second, "待つのをやめました。またいつでも、はじめられます。")
    await counts(supervisor, "お待ちの方", 1)
    await second.context().close()
  })
  await step("opened in another tab the place is there; one tap takes it back here", async () => {
    const [tab] = await Promise.all([visitor.waitForEvent("popup"), visitor.evaluate(() => void open(location.href))])
    await sees(tab, "次にお話しできます。")
    await visitor.getByRole("heading", { name: "この相談は、別の画面で開かれています。" }).waitFor()
    await look(visitor, "visitor-elsewhere")
    await press(visitor, "この画面で続ける")
    await sees(visitor, "次にお話しできます。")
    await tab.getByRole("heading", { name: "この相談は、別の画面で開かれています。" }).waitFor()
    await tab.close()
    await visitor.waitForTimeout(500)
    await sees(visitor, "次にお話しできます。")
    await counts(supervisor, "お待ちの方", 1)
  })
  await step("the words change with the language, and stay the same screen", async () => {
    await press(visitor, "English")
    await sees(visitor, "You are next.")
    assert.equal(await visitor.locator("html").getAttribute("lang"), "en")
    await look(visitor, "visitor-waiting-english")
    await press(visitor, "やさしい日本語")
    await look(visitor, "visitor-waiting-easy")
    await press(visitor, "日本語")
  })
}

async function talk() {
  await step("the counsellor signs in and takes the next visitor", async () => {
    await signsIn(counsellor, `${url}/counsellor/`, COUNSELLOR_1, COUNSELLOR_1_PASSWORD)
    await sees(counsellor, "1人待ち")
    await look(counsellor, "counsellor-free")
    await press(counsellor, "受ける")
    await sees(visitor, "相談員につながりました。")
    await sees(counsellor, "相談者につながりました。")
    await counts(supervisor, "お話し中", 1)
    await counts(supervisor, "お待ちの方", 0)
  })
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
    await draft.fill("書きかけの\n気持ち")
    await press(visitor, "命の危険 119・110・声なし")
    await visitor.getByRole("link", { name: "119 に電話する(救急・消防)" }).waitFor()
    await look(visitor, "visitor-emergency")
    await press(visitor, "命の危険 119・110・声なし")
    assert.equal(await draft.inputValue(), "書きかけの\n気持ち")
    await draft.fill("")
  })
}

async function troubles() {
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
  await step("a reload in the session asks first, and goes on after a tap", async () => {
    await visitor.reload()
    await visitor.getByRole("heading", { name: "続きから始めますか。" }).waitFor()
    await sees(counsellor, "相談者の接続が途切れています。もどるまで、席は残っています。")
    await look(visitor, "visitor-resumable")
    await press(visitor, "続きから始める")
    await sees(visitor, "続きから、お話しできます。")
    await says(visitor, later[0])
    await shows(counsellor, [...said, later[0]])
    await says(counsellor, later[1])
    await shows(visitor, later)
    await allDelivered(visitor)
    await allDelivered(counsellor)
  })
  await step("a reload of the console keeps the seat", async () => {
    await counsellor.reload()
    await sees(counsellor, "ここより前のやりとりは、この画面には残っていません。")
    await says(counsellor, "こちらも読みこみ直しました。")
    await shows(visitor, [...later, "こちらも読みこみ直しました。"])
    await says(visitor, "はい、見えています。")
    await shows(counsellor, ["こちらも読みこみ直しました。", "はい、見えています。"])
    await allDelivered(counsellor)
    await allDelivered(visitor)
  })
}

async function theEnd() {
  await step("the counsellor ends it; both are told, and the words stay until the wrap-up", async () => {
    await press(counsellor, "相談を終える")
    await look(counsellor, "counsellor-asked")
    await press(counsellor, "終える")
    await sees(visitor, "相談員が、相談を終えました。")
    await sees(counsellor, "相談を終えました。")
    assert.equal((await words(counsellor)).length, 2)
    await look(visitor, "visitor-ended")
    await look(counsellor, "counsellor-ended")
  })
  await step("after the wrap-up nothing of it is left on the console", async () => {
    await press(counsellor, "記録おわり")
    await sees(counsellor, "相談を受けると、ここにやりとりが出ます。")
    assert.equal(await counsellor.getByRole("log").count(), 0)
    assert.ok(!(await counsellor.content()).includes("見えています"))
    await counts(supervisor, "お話し中", 0)
    await counts(supervisor, "受けられる相談員", 1)
  })
  await step("the supervisor stops intake, and the next visitor is told with a next step", async () => {
    await press(supervisor, "受付を止める")
    await look(supervisor, "supervisor-asked")
    await press(supervisor, "止める")
    await button(supervisor, "受付を再開する").waitFor()
    await press(visitor, "はじめの画面にもどる")
    await joins(visitor)
    await visitor.getByRole("heading", { name: "本日の受付は終わりました。" }).waitFor()
    await look(visitor, "visitor-turned-away")
    await press(supervisor, "受付を再開する")
    await press(supervisor, "再開する")
    await sees(supervisor, "新しい方を受け付けています。")
    await press(visitor, "もう一度たしかめる")
    await sees(visitor, "次にお話しできます。")
  })
}

async function leaving() {
  const played = (page) => page.evaluate((path) => { document.getElementById("app").dataset.exit = path }, playedBy)
  await step("one tap on the exit empties the page, forgets the place and leaves", async () => {
    let left = null
    await visitor.exposeFunction("afterTheTap", (...seen) => { left = seen })
    assert.equal(await visitor.evaluate(() => sessionStorage.length), 1)
    await played(visitor)
    // Heard in the same turn of the page, right behind its own listener.
    await visitor.evaluate(() => document.querySelector(".exit").addEventListener("click", () => {
      window.afterTheTap(document.body.innerText.trim(), sessionStorage.length)
    }))
    await visitor.getByRole("banner").getByRole("button", { name: "このページを閉じる" }).tap()
    await visitor.waitForURL(`**${playedBy}`)
    assert.deepEqual(left, ["", 0])
    await counts(supervisor, "お待ちの方", 0)
  })
  await step("going back shows nothing of it", async () => {
    await visitor.goBack()
    assert.equal(visitor.url(), "about:blank")
  })
  await step("Shift three times leaves as well", async () => {
    const other = await person(browser, "visitor at a desk", "desktop", url)
    await comesIn(other, url)
    await joins(other)
    await sees(other, "次にお話しできます。")
    await look(other, "visitor-desktop")
    await played(other)
    for (let times = 0; times < 3; times += 1) await other.keyboard.press("Shift")
    await other.waitForURL(`**${playedBy}`)
    await counts(supervisor, "お待ちの方", 0)
    await other.context().close()
  })
  await step("no page complained, and none asked anybody but this server", async () => assert.deepEqual(complaints, []))
}

let ended = 0
try {
  for (const part of [beforeTheEvening, inLine, talk, troubles, theEnd, leaving]) await part()
} catch (error) {
  console.log(error.message)
  for (const [name, page] of Object.entries({ visitor, counsellor, supervisor })) {
    await page.screenshot({ path: `${process.env.TMP}/shots/failed-${name}.png` }).catch(() => {})
  }
  for (const complaint of complaints) console.log(`        | ${complaint}`)
  ended = 1
}
await browser.close()
phones.close()
process.exit(ended)
