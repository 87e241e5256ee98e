// What people notice when the server is killed, and when the database is away: as little as can be.
import assert from "node:assert/strict"

import { allDelivered, button, counts, exchange, finishes, linesUp, press, says, sees, shows, stopsWaiting, takes } from "../acts.mjs"
import { counsellor, happened, port, supervisor } from "../cast.mjs"
import { killServer, startDatabase, startServer, stopDatabase } from "../house.mjs"
import { look, step } from "../stage.mjs"
import { everyPlaceIsWritten } from "./record.mjs"

const people = {} // the visitors of these scenes, by what they do

const everybody = () => [counsellor, supervisor, ...Object.values(people)]

export async function killed() {
  const said = []
  await step("a session, and two more people in the line", async () => {
    people.talks = await linesUp("talks", "次にお話しできます。")
    await takes(counsellor, people.talks)
    people.waits = await linesUp("waits", "次にお話しできます。")
    people.waitsLonger = await linesUp("waits longer", "前に 1 人お待ちです。")
    await exchange(counsellor, people.talks, said, [["雨の音がしますね。", "はい、ずっと降っています。"], ["傘はありますか。", "玄関に一本だけ。"], ["足もとに気をつけて。", "靴がぬれてしまいました。"]])
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
    await finishes(counsellor, people.talks)
    await takes(counsellor, people.waits)
    await sees(people.waitsLonger, "次にお話しできます。")
    await stopsWaiting(people.waitsLonger)
    for (const page of everybody()) page.offline = false
  })
}

export async function databaseGone() {
  const said = []
  await step("without the database for a minute nobody in line or session notices", async () => {
    await exchange(counsellor, people.waits, said, [["お待たせしました。", "だいじょうぶです。"]])
    people.leaves = await linesUp("leaves", "次にお話しできます。")
    supervisor.databaseAway = true
    await stopDatabase()
    const since = Date.now()
    await exchange(counsellor, people.waits, said, [["待つ間は、どうでしたか。", "カードを読んでいました。"], ["読んでくださったのですね。", "呼吸のところを。"]])
    await stopsWaiting(people.leaves)
    people.comes = await linesUp("comes", "次にお話しできます。")
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
  await step("and once it is back every place has its row", async () => {
    await exchange(counsellor, people.waits, said, [["では、また。", "はい、また来ます。"]])
    await finishes(counsellor, people.waits)
    await stopsWaiting(people.comes)
    await everyPlaceIsWritten(30)
    supervisor.databaseAway = false
    for (const page of Object.values(people)) await page.context().close()
  })
}
