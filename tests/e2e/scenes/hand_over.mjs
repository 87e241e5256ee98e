// A session goes from one counsellor to another: asked, agreed, done. The visitor is told in words, and
// says whether the next one may see what was said.
import { allDelivered, button, exchange, finishes, linesUp, notes, press, says, sees, shows, showsNotes, signsIn, takes, words } from "../acts.mjs"
import { browser, counselling, COUNSELLOR_2, COUNSELLOR_2_PASSWORD, COUNSELLOR_3, COUNSELLOR_3_PASSWORD, supervisor, url } from "../cast.mjs"
import { look, person, step, until } from "../stage.mjs"

const narrow = { width: 360, height: 740 }
const wide = { width: 1280, height: 720 }
const said = []
let visitor = null
let umi = null
let nagi = null

async function comesToWork(name, account, password) {
  const page = await person(browser, name, "desktop", url)
  counselling.add(page)
  await signsIn(page, `${url}/counsellor/`, account, password)
  await button(page, "受付可にする").waitFor()
  return page
}

// Both sizes of a console.
async function looks(page, name) {
  await look(page, name)
  await page.setViewportSize(narrow)
  await look(page, `${name}-narrow`)
  await page.setViewportSize(wide)
}

async function asked() {
  await step("two more counsellors come to work, and one takes a visitor", async () => {
    umi = await comesToWork("who hands over", COUNSELLOR_2, COUNSELLOR_2_PASSWORD)
    nagi = await comesToWork("who takes over", COUNSELLOR_3, COUNSELLOR_3_PASSWORD)
    visitor = await linesUp("who is handed over", "次にお話しできます。")
    await takes(umi, visitor)
    await exchange(umi, visitor, said, [["こんばんは、お話しください。", "仕事のことで眠れません。"], ["それはつらいですね。", "はい、もう三日になります。"]])
  })
  await step("a colleague who is there and has room is chosen, asked, and declines: nothing has changed", async () => {
    await press(umi, "ほかの相談員に引き継ぐ")
    await sees(umi, "だれに引き継ぎますか。")
    await looks(umi, "counsellor-hand-over")
    await press(umi, "相談員 に引き継ぐ")
    await press(umi, "たずねる")
    await nagi.getByRole("heading", { name: "引き継ぎのお願い" }).waitFor()
    await sees(umi, "引き継ぎをたずねています。答えがあるまで、このまま続けられます。")
    await looks(nagi, "counsellor-hand-over-asked")
  })
  await step("beside it the two write to each other, and nobody else reads it", async () => {
    await notes(umi, "三日ほど眠れていない方です。")
    await showsNotes(nagi, ["三日ほど眠れていない方です。"])
    await notes(nagi, "いまは、ほかの方の記録が残っています。")
    await showsNotes(umi, ["三日ほど眠れていない方です。", "いまは、ほかの方の記録が残っています。"])
    await looks(nagi, "counsellor-thread-asked")
    await looks(umi, "counsellor-thread")
    await shows(visitor, said)
  })
  await step("declined, nothing has changed, and the thread is over in words", async () => {
    await press(nagi, "受けられない")
    await sees(umi, "引き継ぎは受けられませんでした。相談はそのまま続いています。")
    for (const page of [umi, nagi]) await sees(page, "引き継ぎがなくなったため、やりとりは終わりました。")
    await looks(umi, "counsellor-thread-over")
    await press(nagi, "画面から消す")
    await until("no note on the screen", async () => (await nagi.getByText("三日ほど眠れていない方です。").count()) === 0)
    await shows(visitor, said)
  })
}

async function done() {
  await step("agreed, the seat goes over in one step: the visitor reads it, and the former screen is empty", async () => {
    await press(umi, "ほかの相談員に引き継ぐ")
    await press(umi, "相談員 に引き継ぐ")
    await press(umi, "たずねる")
    await showsNotes(nagi, []) // nothing of the one before
    await press(nagi, "引き継ぐ")
    await sees(visitor, "相談員がかわりました。ここからは、次の相談員がうかがいます。")
    await sees(umi, "引き継ぎました。やりとりは、この画面から消えました。")
    await until("no word on the former screen", async () => (await umi.getByText("もう三日になります").count()) === 0)
    await sees(nagi, "ほかの相談員から引き継ぎました。")
    await sees(nagi, "これまでのやりとりは、相談者がよければ、ここに出ます。")
  })
  await step("the visitor is asked, and until the answer the next one sees nothing of what was said", async () => {
    await sees(visitor, "これまでのお話を、次の相談員に見せてもよいですか。")
    await look(visitor, "visitor-hand-over")
    await says(nagi, "引き継ぎました。よろしくお願いします。")
    await until("nothing of before", async () => JSON.stringify(await words(nagi)) === JSON.stringify(["引き継ぎました。よろしくお願いします。"]))
    said.push("引き継ぎました。よろしくお願いします。")
    await shows(visitor, said)
  })
  await step("agreed, it is there, above what is said now", async () => {
    await press(visitor, "見せる")
    await shows(nagi, said)
    await sees(nagi, "前の相談員")
    await looks(nagi, "counsellor-taken-over")
    await says(visitor, "ありがとうございます。続けられます。")
    said.push("ありがとうございます。続けられます。")
    await shows(nagi, said)
    await allDelivered(visitor)
  })
  await step("the two go on beside it until one of them closes their thread", async () => {
    await notes(umi, "よろしくお願いします。")
    await showsNotes(nagi, ["よろしくお願いします。"])
    await looks(nagi, "counsellor-thread-after")
    await press(umi, "やりとりを終える")
    await sees(nagi, "相手の相談員が、やりとりを閉じました。")
    await press(nagi, "画面から消す")
    await shows(nagi, said)
  })
  await step("who took it over ends it, and records it", async () => {
    await finishes(nagi, visitor)
    await sees(supervisor, "お話し中")
    for (const page of [umi, nagi]) {
      await press(page, "サインアウト")
      await page.getByLabel("パスワード").waitFor()
      await page.context().close()
    }
    await visitor.context().close()
  })
}

export async function handOver() {
  for (const part of [asked, done]) await part()
}
