// Before the evening, and the line: the first page, signing in, opening, places that are kept.
import assert from "node:assert/strict"

import { button, comesIn, counts, joins, press, sees, signsIn } from "../acts.mjs"
import { browser, gaveUp, neutralPage, phoneUrl, queued, supervisor, SUPERVISOR, SUPERVISOR_PASSWORD, url, visitor } from "../cast.mjs"
import { look, person, step } from "../stage.mjs"

export async function beforeTheEvening() {
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
    await sees(supervisor, "お待ちの方")
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

export async function inLine() {
  await step("a visitor reads what comes, agrees, and is next", async () => {
    await comesIn(visitor, phoneUrl)
    await look(visitor, "visitor-first")
    await press(visitor, "相談をはじめる")
    await look(visitor, "visitor-consent")
    await press(visitor, "わかりました。はじめます")
    await sees(visitor, "答えなくても大丈夫です。")
    await look(visitor, "visitor-questions")
    await press(visitor, "順番をとる")
    await sees(visitor, "次にお話しできます。")
    queued()
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
    queued()
    await counts(supervisor, "お待ちの方", 2)
    await look(second, "visitor-second-320")
    await press(second, "待つのをやめる")
    await look(second, "visitor-leaving-320")
    await press(second, "やめる")
    await sees(second, "待つのをやめました。またいつでも、はじめられます。")
    gaveUp()
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
