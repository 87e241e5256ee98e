// The end of a session, of intake, and of a visit: what stays and what does not.
import assert from "node:assert/strict"

import { button, comesIn, counts, joins, press, sees, words } from "../acts.mjs"
import { browser, counsellor, gaveUp, happened, playedBy, queued, supervisor, url, visitor } from "../cast.mjs"
import { look, person, step } from "../stage.mjs"

export async function theEnd() {
  await step("the counsellor ends it; both are told, and the words stay until the wrap-up", async () => {
    await press(counsellor, "相談を終える")
    await look(counsellor, "counsellor-asked")
    await press(counsellor, "終える")
    await sees(visitor, "相談員が、相談を終えました。")
    await sees(counsellor, "相談を終えました。")
    happened.engaged += 1
    happened.counsellor_ended += 1
    assert.ok((await words(counsellor)).length > 60) // all of the evening, though both have reloaded
    assert.equal((await words(visitor)).length, (await words(counsellor)).length)
    await look(visitor, "visitor-ended")
    await look(counsellor, "counsellor-ended")
  })
  await step("a counsellor who takes a break is offered nobody after the record", async () => {
    await counsellor.getByRole("button", { name: /^対応状況/ }).click()
    await look(counsellor, "counsellor-menu")
    await button(counsellor, "休憩中", false).last().click()
  })
  await step("after the wrap-up nothing of it is left on the console", async () => {
    await press(counsellor, "記録おわり")
    await sees(counsellor, "準備ができたら、受付可にしてください。")
    assert.equal(await counsellor.getByRole("log").count(), 0)
    assert.ok(!(await counsellor.content()).includes("見えています"))
    await counts(supervisor, "お話し中", 0)
    await counts(supervisor, "受けられる相談員", 0)
  })
  await step("the supervisor stops intake, and the next visitor is told with a next step", async () => {
    await press(supervisor, "受付を止める")
    await look(supervisor, "supervisor-asked")
    await press(supervisor, "止める")
    await button(supervisor, "受付を再開する").waitFor()
    await press(visitor, "はじめの画面にもどる")
    await sees(visitor, "本日の受付は終わりました")
    await press(visitor, "相談をはじめる")
    await press(visitor, "わかりました。はじめます") // and no questions to somebody who cannot be received
    await visitor.getByRole("heading", { name: "本日の受付は終わりました。" }).waitFor()
    happened.turned_away_over += 1
    await look(visitor, "visitor-turned-away")
    await press(supervisor, "受付を再開する")
    await press(supervisor, "再開する")
    await sees(supervisor, "新しい方を受け付けています。")
    await visitor.getByRole("heading", { name: "いま、受付できます。" }).waitFor()
    await press(visitor, "順番をとる")
    await sees(visitor, "答えなくても大丈夫です。")
    await press(visitor, "順番をとる")
    await sees(visitor, "次にお話しできます。")
    queued()
  })
}

export async function leaving() {
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
    gaveUp()
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
    queued()
    await look(other, "visitor-desktop")
    await played(other)
    for (let times = 0; times < 3; times += 1) await other.keyboard.press("Shift")
    await other.waitForURL(`**${playedBy}`)
    await counts(supervisor, "お待ちの方", 0)
    gaveUp()
    await other.context().close()
  })
}
