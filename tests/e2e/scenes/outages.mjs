// What people notice when the server is killed, and when the database is away: as little as can be.
import assert from "node:assert/strict"

import { allDelivered, button, comesIn, counts, joins, press, says, sees, shows } from "../acts.mjs"
import { browser, counsellor, gaveUp, happened, phoneUrl, port, queued, supervisor } from "../cast.mjs"
import { killServer, startDatabase, startServer, stopDatabase } from "../house.mjs"
import { look, person, step } from "../stage.mjs"
import { agree } from "./record.mjs"

const people = {} // the visitors of these scenes, by what they do

async function lineUp(name, sentence) {
  const page = await person(browser, name, "phone", phoneUrl)
  await comesIn(page, phoneUrl)
  await joins(page)
  await sees(page, sentence)
  queued()
  return page
}

async function taken(page) {
  await press(counsellor, "受ける")
  await sees(page, "相談員につながりました。")
  happened.accepted += 1
}

// So many sentences from each side in turn.
async function exchange(page, said, sentences) {
  for (const [mine, theirs] of sentences) {
    await says(counsellor, mine)
    said.push(mine)
    await shows(page, said)
    await says(page, theirs)
    said.push(theirs)
    await shows(counsellor, said)
  }
}

async function finished(page) {
  await press(counsellor, "相談を終える")
  await press(counsellor, "終える")
  await sees(page, "相談員が、相談を終えました。")
  await press(counsellor, "記録おわり")
  await sees(counsellor, "準備ができたら、受付可にしてください。")
  happened.engaged += 1
  happened.counsellor_ended += 1
}

const everybody = () => [counsellor, supervisor, ...Object.values(people)]

export async function killed() {
  const said = []
  await step("a session, and two more people in the line", async () => {
    people.talks = await lineUp("talks", "次にお話しできます。")
    await taken(people.talks)
    people.waits = await lineUp("waits", "次にお話しできます。")
    people.waitsLonger = await lineUp("waits longer", "前に 1 人お待ちです。")
    await exchange(people.talks, said, [["雨の音がしますね。", "はい、ずっと降っています。"], ["傘はありますか。", "玄関に一本だけ。"], ["足もとに気をつけて。", "靴がぬれてしまいました。"]])
    await allDelivered(people.talks)
    await allDelivered(counsellor)
  })
  const mine = ["停電かもしれません。", "でも、ここにいます。"]
  const theirs = ["画面が止まりました。", "まだ聞こえていますか。"]
  await step("the server is killed: the pages say what is safe, and people go on writing", async () => {
    for (const page of everybody()) page.offline = true
    await killServer()
    await sees(people.talks, "つなぎ直しています。書いた内容は消えません。")
    await sees(people.waits, "つなぎ直しています。順番は残っています。")
    await sees(counsellor, "つなぎ直しています。書いた内容は消えません。")
    await sees(supervisor, "つなぎ直しています。表示は、最新ではないかもしれません。")
    for (const text of theirs) await says(people.talks, text)
    for (const text of mine) await says(counsellor, text)
    await look(counsellor, "counsellor-server-down")
    await look(supervisor, "supervisor-server-down")
  })
  await step("started again, the pages come back by themselves and each word arrives once", async () => {
    await startServer(port)
    await shows(people.talks, [...said, ...theirs, ...mine])
    await shows(counsellor, [...said, ...mine, ...theirs])
    await allDelivered(people.talks)
    await allDelivered(counsellor)
    for (const page of everybody()) assert.equal(await page.getByLabel("パスワード").count(), 0)
  })
  await step("the places in the line are kept, and the session goes on to its end", async () => {
    await people.waits.getByText("つなぎ直しています。順番は残っています。").waitFor({ state: "detached" })
    await people.waitsLonger.getByText("つなぎ直しています。順番は残っています。").waitFor({ state: "detached" })
    await sees(people.waits, "次にお話しできます。")
    await sees(people.waitsLonger, "前に 1 人お待ちです。")
    await counts(supervisor, "お待ちの方", 2)
    await counts(supervisor, "お話し中", 1)
    await says(counsellor, "もどりましたね。")
    await shows(people.talks, [...said, ...theirs, ...mine, "もどりましたね。"])
    await finished(people.talks)
    await taken(people.waits)
    await sees(people.waitsLonger, "次にお話しできます。")
    for (const page of everybody()) page.offline = false
  })
}

export async function databaseGone() {
  const said = []
  await step("without the database for a minute nobody in line or session notices", async () => {
    await exchange(people.waits, said, [["お待たせしました。", "だいじょうぶです。"]])
    supervisor.databaseAway = true
    await stopDatabase()
    const since = Date.now()
    await exchange(people.waits, said, [["待つ間は、どうでしたか。", "カードを読んでいました。"], ["読んでくださったのですね。", "呼吸のところを。"]])
    await press(people.waitsLonger, "待つのをやめる")
    await press(people.waitsLonger, "やめる")
    await sees(people.waitsLonger, "待つのをやめました。またいつでも、はじめられます。")
    gaveUp()
    people.comes = await lineUp("comes", "次にお話しできます。")
    await allDelivered(people.waits)
    await allDelivered(counsellor)
    await counts(supervisor, "お待ちの方", 1)
    await press(supervisor, "受付を止める")
    await press(supervisor, "止める")
    await button(supervisor, "受付を再開する").waitFor()
    await sees(supervisor, "いまは新しい記録を読み出せません。相談はこのまま続きます。下は前に読み出したものです。")
    await look(supervisor, "supervisor-database-away")
    await people.waits.waitForTimeout(Math.max(0, since + 60_000 - Date.now()))
    await startDatabase()
  })
  await step("and once it is back every row is there, once", async () => {
    await exchange(people.waits, said, [["では、また。", "はい、また来ます。"]])
    await finished(people.waits)
    await press(people.comes, "待つのをやめる")
    await press(people.comes, "やめる")
    await sees(people.comes, "待つのをやめました。またいつでも、はじめられます。")
    gaveUp()
    await agree(30)
    supervisor.databaseAway = false
  })
}
