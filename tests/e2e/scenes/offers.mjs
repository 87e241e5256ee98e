// The shift at work: three people wait, two counsellors receive, and each is offered the next in turn.
import { allDelivered, button, comesIn, counts, press, says, sees, shows, signsIn, stopsWaiting, writes } from "../acts.mjs"
import { browser, colleague, counsellor, COUNSELLOR_1, COUNSELLOR_1_PASSWORD, COUNSELLOR_2, COUNSELLOR_2_PASSWORD, happened, phoneUrl, queued, supervisor, url, visitor } from "../cast.mjs"
import { look, person, step } from "../stage.mjs"

const people = {} // the other visitors of this scene, by their place

// Through consent and questions into the line, with what `answers` does on the way.
async function lineUp(name, answers) {
  const page = await person(browser, `${name} in line`, "phone", phoneUrl)
  people[name] = page
  await comesIn(page, phoneUrl)
  await press(page, "相談をはじめる")
  await press(page, "わかりました。はじめます")
  await answers(page)
  await press(page, "順番をとる")
  queued()
}

const option = (page, question, name) => page.getByRole("group", { name: question }).getByRole("radio", { name, exact: true })
const message = (page) => page.getByRole("textbox", { name: "メッセージ" })

async function threeWait() {
  await step("whoever says that a life is in danger sees at once whom to call, and can wait as well", async () => {
    await lineUp("second", async (page) => {
      await option(page, "いま、あなたやまわりの方の命に、危険がありますか。", "はい").tap()
      await page.getByRole("heading", { name: "ここより先に、助けを呼んでください。" }).waitFor()
      await page.getByRole("link", { name: /119/ }).first().waitFor()
      await look(page, "visitor-danger")
    })
    await sees(people.second, "前に 1 人お待ちです。")
  })
  await step("a third answers what they like, and all three are in line", async () => {
    await lineUp("third", async (page) => {
      await option(page, "どんなことについてのお話ですか。", "ひとりでいること").tap()
      await option(page, "年代", "30代").tap()
    })
    await sees(people.third, "前に 2 人お待ちです。")
    await look(people.third, "visitor-third")
    await counts(supervisor, "お待ちの方", 3)
  })
}

async function twoReceive() {
  await step("a counsellor begins on a break; once ready, the next visitor is offered", async () => {
    await signsIn(counsellor, `${url}/counsellor/`, COUNSELLOR_1, COUNSELLOR_1_PASSWORD)
    await sees(counsellor, "3人待ち")
    await look(counsellor, "counsellor-break")
    await press(counsellor, "受付可にする")
    await counsellor.getByRole("heading", { name: "新しい相談の案内" }).waitFor()
    await look(counsellor, "counsellor-offer")
    happened.offered += 1
    await sees(supervisor, "案内中")
    await look(supervisor, "supervisor-three-wait")
  })
  await step("accepted, the two are together, and everybody else moves up", async () => {
    await press(counsellor, "この相談を受ける")
    await sees(visitor, "相談員につながりました。")
    await sees(counsellor, "相談者につながりました。")
    happened.accepted += 1
    await sees(people.second, "次にお話しできます。")
    await sees(people.third, "1 人") // at once; read aloud only every half minute
    await counts(supervisor, "お話し中", 1)
    await counts(supervisor, "お待ちの方", 2)
  })
  await step("an offer can be given back with a break, and the visitor keeps the place", async () => {
    await signsIn(colleague, `${url}/counsellor/`, COUNSELLOR_2, COUNSELLOR_2_PASSWORD)
    await press(colleague, "受付可にする")
    await colleague.getByRole("region", { name: "新しい相談の案内" }).getByText("危険あり").waitFor()
    happened.offered += 1
    await press(colleague, "休憩にする")
    await sees(colleague, "2人待ち")
    await sees(people.second, "次にお話しできます。")
  })
  await step("offered again and accepted with a key; the console tells what was answered", async () => {
    await press(colleague, "受付可にする")
    await colleague.getByRole("heading", { name: "新しい相談の案内" }).waitFor()
    await colleague.keyboard.press("Alt+KeyA")
    await sees(people.second, "相談員につながりました。")
    happened.accepted += 1
    await sees(colleague, "いま、だれかに危険があると答えています。")
    await sees(people.third, "次にお話しできます。")
    await counts(supervisor, "お話し中", 2)
    await look(colleague, "counsellor-danger")
  })
}

async function theyTalk() {
  await step("each sees that the other writes, and not what", async () => {
    await writes(message(people.second), "まだ送らない文です。")
    await sees(colleague, "相談者が入力しています")
    await message(people.second).fill("")
    await writes(message(colleague), "こちらも、まだ送りません。")
    await sees(people.second, "相談員が入力しています")
    await look(people.second, "visitor-typing")
    await message(colleague).fill("")
  })
  await step("two sessions side by side: no word gets into the other one", async () => {
    const said = []
    for (const [mine, theirs] of [["いまは安全な場所ですか。", "はい、家の外に出ました。"], ["よかったです。寒くはないですか。", "上着を持ってきました。"]]) {
      await says(colleague, mine)
      await says(people.second, theirs)
      said.push(mine, theirs)
      await shows(people.second, said)
      await shows(colleague, said)
    }
    await allDelivered(people.second)
    await allDelivered(colleague)
    await shows(counsellor, [])
    await shows(visitor, [])
  })
}

async function oneIsHeavy() {
  await step("a heavy session brings a pause: nobody is offered meanwhile", async () => {
    await press(colleague, "相談を終える")
    await press(colleague, "終える")
    await sees(people.second, "相談員が、相談を終えました。")
    happened.engaged += 1
    happened.counsellor_ended += 1
    await colleague.getByRole("checkbox", { name: /重い相談だった/ }).check()
    await look(colleague, "counsellor-record")
    await press(colleague, "記録おわり")
    await colleague.getByRole("heading", { name: "重い相談のあとの休みです。" }).waitFor()
    await look(colleague, "counsellor-pause")
    await counts(supervisor, "受けられる相談員", 0)
    await sees(people.third, "次にお話しできます。")
  })
  await step("the third has waited long enough, and stops", async () => {
    await stopsWaiting(people.third)
    await counts(supervisor, "お待ちの方", 0)
    for (const page of Object.values(people)) await page.context().close()
    await button(colleague, "サインアウト").click()
    await colleague.getByLabel("パスワード").waitFor()
    await colleague.context().close()
  })
}

export async function offers() {
  for (const part of [threeWait, twoReceive, theyTalk, oneIsHeavy]) await part()
}
