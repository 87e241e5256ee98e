// What may come between two people who talk: a page put to sleep, a minute without a network, a
// server killed in mid-sentence, a second tab, a reload. After each both screens show the same, or
// say what is not there.
import assert from "node:assert/strict"

import { button, finishes, linesUp, press, says, sees, signsIn, takes, takesPlace, words } from "../acts.mjs"
import { browser, browsers, counselling, counsellor, COUNSELLOR_3, COUNSELLOR_3_PASSWORD, phones, phoneUrl, port, supervisor, url } from "../cast.mjs"
import { killServer, startServer } from "../house.mjs"
import { network } from "../proxy.mjs"
import { comparisonNotices, sameOnBoth } from "../screens.mjs"
import { inQuickSuccession } from "../sentences.mjs"
import { sleeper } from "../sleeper.mjs"
import { person, step, until } from "../stage.mjs"
import { agree } from "./record.mjs"

const reconnecting = "つなぎ直しています。書いた内容は消えません。"
const visitorAway = "相談者の接続が途切れています。もどるまで、席は残っています。"
const elsewhere = "この相談は、別の画面で開かれています。"
const soon = { timeout: 60_000 } // the server hears a silence after 25 s

const talk = (visitor, by) => ({ visitor, counsellor: by, said: { visitor: [], counsellor: [] } })
let slow = null // the talk over a slow network, of a phone that sleeps for two minutes
let quick = null // the other one

async function tells({ said, ...pages }, by, texts) {
  for (const text of texts) {
    await says(pages[by], text)
    said[by].push(text)
  }
}

const seesSoon = (page, sentence) => page.getByText(sentence, { exact: true }).filter({ visible: true }).first().waitFor(soon)

// Two minutes of sleep begin; the scenes between go on meanwhile.
const sleep = { phones: null, since: 0, turns: 0, shown: [] }

export async function fallsAsleep() {
  await step("the comparison of two screens notices what is lost, doubled, out of order or another's", comparisonNotices)
  await step("a phone on a slow network: two talk, and what crosses is on both screens", async () => {
    sleep.phones = await network(Number(port), 150)
    const page = await sleeper("who sleeps", port, sleep.phones.port, phoneUrl)
    browsers.push(page.context().browser())
    const nami = await person(browser, "third counsellor", "desktop", url)
    counselling.add(nami)
    await signsIn(nami, `${url}/counsellor/`, COUNSELLOR_3, COUNSELLOR_3_PASSWORD)
    await button(nami, "受付可にする").waitFor()
    await takesPlace(page, phoneUrl, "次にお話しできます。")
    await takes(nami, page)
    slow = talk(page, nami)
    await Promise.all([
      tells(slow, "visitor", ["こんばんは、夜分にすみません。", "少しだけ、聞いてください。"]),
      tells(slow, "counsellor", ["こんばんは、よく来てくださいました。", "はい、聞いています。"]),
    ])
    await sameOnBoth(slow)
  })
  await step("two words of it are under way when the phone falls asleep", async () => {
    slow.visitor.offline = true
    sleep.phones.cut()
    await tells(slow, "visitor", ["電車がトンネルに入りそうです。", "そのまま眠ってしまうかもしれません。"])
    await sees(slow.visitor, "送信中")
    await slow.visitor.fallAsleep()
    sleep.since = Date.now()
    sleep.turns = await slow.visitor.turns()
    sleep.shown = await words(slow.visitor)
    sleep.phones.mend()
    await tells(slow, "counsellor", ["どうぞ、ゆっくり休んでください。", "ここにいますからね。"])
  })
}

export async function offline() {
  await step("the other side is told of the sleep, and goes on writing", async () => {
    await seesSoon(slow.counsellor, visitorAway)
    await tells(slow, "counsellor", ["もどられたら、続きを話しましょう。"])
  })
  await step("a minute without a network, in which both write: it is told, and then all is on both screens", async () => {
    await press(supervisor, "受付を再開する")
    await press(supervisor, "再開する")
    await sees(supervisor, "新しい方を受け付けています。")
    const page = await linesUp("quick", "次にお話しできます。")
    await takes(counsellor, page)
    quick = talk(page, counsellor)
    await tells(quick, "visitor", ["山の家から書いています。"])
    await tells(quick, "counsellor", ["遠いところからですね。"])
    await sameOnBoth(quick)

    page.offline = true
    phones.cut()
    await page.context().setOffline(true)
    const since = Date.now()
    await Promise.all([
      tells(quick, "visitor", ["雷が鳴っています。", "電波が弱いみたいです。"]),
      tells(quick, "counsellor", ["そちらのお天気は、どうですか。", "ゆっくりで大丈夫です。"]),
    ])
    await sees(page, reconnecting)
    await seesSoon(counsellor, visitorAway)
    await tells(quick, "counsellor", ["接続が切れたようですね。"])
    await tells(quick, "visitor", ["まだつながりません。"])
    await page.waitForTimeout(Math.max(0, since + 60_000 - Date.now()))
    await tells(quick, "visitor", ["一分たちました。"])
    await page.context().setOffline(false)
    phones.mend()
    await sameOnBoth(quick)
    page.offline = false
  })
}

export async function wakesUp() {
  await step("for two minutes nothing of the sleeping page has moved", async () => {
    await slow.counsellor.waitForTimeout(Math.max(0, sleep.since + 115_000 - Date.now()))
    await tells(slow, "counsellor", ["そろそろ、お目ざめでしょうか。"])
    await slow.counsellor.waitForTimeout(Math.max(0, sleep.since + 120_000 - Date.now()))
    assert.equal(await slow.visitor.turns(), sleep.turns)
    assert.deepEqual(await words(slow.visitor), sleep.shown)
  })
  await step("awake again, it shows all that was written meanwhile, and what was under way arrives once", async () => {
    await slow.visitor.wakeUp()
    await sameOnBoth(slow)
    assert.ok((await slow.visitor.turns()) > sleep.turns)
    await Promise.all([
      tells(slow, "visitor", ["目が覚めました。", "ぜんぶ読めています。"]),
      tells(slow, "counsellor", ["おかえりなさい、よかったです。"]),
    ])
    await sameOnBoth(slow)
    slow.visitor.offline = false
  })
}

const inTalk = () => [quick, slow].flatMap(({ visitor, counsellor: by }) => [visitor, by])
const isBack = async (page) => (await page.getByText(reconnecting, { exact: true }).filter({ visible: true }).count()) === 0

// Four people write five sentences each; when all have sent two of them, and as soon as `when` holds,
// the server dies. They go on writing.
async function killedWhile(round, when) {
  const tellers = [["雨", quick, "visitor"], ["風", quick, "counsellor"], ["星", slow, "visitor"], ["月", slow, "counsellor"]].map(([whose, who, by]) => ({ whose: `${round}の${whose}、`, who, by, sent: 0 }))
  const telling = tellers.map(async (teller) => {
    for (const text of inQuickSuccession(teller.whose, 5)) {
      await tells(teller.who, teller.by, [text])
      teller.sent += 1
    }
  })
  await until("two sentences of each", () => tellers.every(({ sent }) => sent >= 2), 60)
  await until("the moment", when, 60)
  await killServer()
  await Promise.all(telling)
  for (const page of inTalk()) await seesSoon(page, reconnecting)
  await startServer(port)
}

const back = (least) => async () => (await Promise.all(inTalk().map(isBack))).filter(Boolean).length >= least

export async function killedInMidSentence() {
  await step("the server is killed while four people send one sentence after the other; each arrives once", async () => {
    for (const page of [...inTalk(), supervisor]) page.offline = true
    await killedWhile("朝", back(4))
    await until("everybody is back", back(4), 60)
    for (const pair of [quick, slow]) await sameOnBoth(pair)
  })
  await step("killed again, and once more while they are just coming back: the same", async () => {
    await killedWhile("昼", back(4))
    await killedWhile("夜", back(1))
    await until("everybody is back", back(4), 60)
    for (const pair of [quick, slow]) await sameOnBoth(pair)
    for (const page of [...inTalk(), supervisor]) page.offline = false
  })
}

// Goes on in this page, which asks first.
async function goesOn(page) {
  await page.getByRole("heading", { name: "続きから始めますか。" }).waitFor()
  await press(page, "続きから始める")
  await sees(page, "続きから、お話しできます。")
}

export async function duplicated() {
  const older = quick.visitor
  let tab = null
  await step("a duplicated tab takes the session over in the middle of it; the older one says so", async () => {
    const before = await words(older)
    await older.evaluate(() => {
      window.everShown = new Set()
      const look = () => { for (const word of document.querySelectorAll("p[dir=auto]")) window.everShown.add(word.textContent) }
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true })
      look()
    })
    const told = inQuickSuccession("川", 10)
    const telling = tells(quick, "counsellor", told)
    await until("a word of these", async () => (await words(older)).length > before.length)
    ;[tab] = await Promise.all([older.waitForEvent("popup"), older.evaluate(() => void open(location.href))])
    tab.touch = true
    await older.getByRole("heading", { name: elsewhere }).waitFor()
    await goesOn(tab)
    await telling
    quick.visitor = tab
    await tells(quick, "visitor", ["こちらの画面に移りました。"])
    await tells(quick, "counsellor", ["はい、そのまま続けましょう。"])
    await sameOnBoth(quick)
    const shown = new Set([...(await older.evaluate(() => [...window.everShown])), ...(await words(tab))])
    assert.deepEqual(told.filter((text) => !shown.has(text)), [])
  })
  await step("one tap on the older one takes it back, and each word is on each screen once", async () => {
    await press(older, "この画面で続ける")
    await tab.getByRole("heading", { name: elsewhere }).waitFor()
    await goesOn(older)
    quick.visitor = older
    await tells(quick, "visitor", ["もとの画面にもどりました。"])
    await tells(quick, "counsellor", ["どちらでも大丈夫ですよ。"])
    await sameOnBoth(quick)
    await tab.close()
  })
}

export async function reloaded() {
  await step("reloaded on either side, a screen shows all that was said before, and from then on", async () => {
    await quick.visitor.reload()
    await goesOn(quick.visitor)
    await tells(quick, "visitor", ["読みこみ直してみました。"])
    await tells(quick, "counsellor", ["では、こちらも。"])
    await sameOnBoth(quick)
    await counsellor.reload()
    await Promise.all([
      tells(quick, "visitor", ["もう見えていますか。", "最後にひとつだけ。"]),
      tells(quick, "counsellor", ["見えています。", "はい、どうぞ。"]),
    ])
    await sameOnBoth(quick)
  })
  await step("both end, and every row of the evening is there, once", async () => {
    for (const pair of [quick, slow]) await finishes(pair.counsellor, pair.visitor)
    await agree(60)
    await slow.visitor.putAway()
    sleep.phones.close()
  })
}
