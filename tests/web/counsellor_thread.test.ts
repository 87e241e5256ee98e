// The thread of two counsellors beside a hand-over, on their two consoles: notes reach the other page alone,
// an end is said in words, and nothing of it outlives the page.
import assert from "node:assert/strict"
import { test } from "node:test"

import { Colleague, Colleagues } from "./support/colleagues"

async function talking(): Promise<Colleagues> {
  const both = new Colleagues()
  await both.opened(both.sora, both.umi)
  return both
}

test("what one writes the other reads, and it is delivered when it is shown there", async () => {
  const both = await talking()
  const { sora, umi } = both
  assert.equal(sora.page.sayInThread("メモ"), "ok")
  await both.turn()
  assert.equal(umi.page.sayInThread("はい"), "ok")
  await both.turn()
  assert.deepEqual([sora.lines, umi.lines], [[">メモ delivered", "はい delivered"], ["メモ delivered", ">はい delivered"]])
  assert.deepEqual([sora.page.state.thread?.alias, umi.page.state.thread?.alias, sora.page.state.talks.length], ["うみ", "そら", 0])
  umi.page.wroteInThread(false)
  await both.turn()
  assert.equal(sora.page.state.thread?.typing, true)
})

test("its end is said in words, and what had not arrived could not be sent", async () => {
  const both = await talking()
  const { sora, umi } = both
  umi.loses()
  sora.page.sayInThread("メモ")
  await both.turn()
  assert.deepEqual(sora.lines, [">メモ sending"])
  await both.over("not_handed_over")
  assert.deepEqual([sora.lines, sora.page.state.thread?.over], [[">メモ could_not_send"], "not_handed_over"])
  assert.equal(sora.page.sayInThread("もう一度"), "closed")
  sora.page.closeThread()
  assert.equal(sora.page.state.thread, null)
})

test("what is over leaves the screen after ten minutes, and never a thread that began meanwhile", async () => {
  const both = await talking()
  const { sora, umi } = both
  await both.over("closed")
  both.name = "1-3"
  await both.opened(umi)
  both.clock.pass(599_000)
  assert.equal(sora.page.state.thread?.over, "closed")
  both.clock.pass(1_000)
  assert.deepEqual([sora.page.state.thread, umi.page.state.thread?.session], [null, "1-3"])
})

test("one that is gone when the connection is back is said to be, and the same ask goes on below it", async () => {
  const both = await talking()
  const { sora, umi } = both
  umi.loses()
  sora.page.sayInThread("メモ")
  await both.turn()
  sora.loses()
  sora.greeted()
  await both.turn()
  assert.deepEqual([sora.lines, sora.page.state.thread?.over], [[">メモ could_not_send"], "gone"])
  umi.greeted()
  both.name = "2-1"
  await both.opened(sora, umi)
  assert.deepEqual([sora.lines, umi.page.state.thread?.over], [[">メモ could_not_send", "broken"], null])
  assert.equal(sora.page.sayInThread("メモ"), "ok")
  await both.turn()
  assert.deepEqual([sora.lines.slice(-1), umi.lines.slice(-1)], [[">メモ delivered"], ["メモ delivered"]])
})

test("a greeting that names it goes on with it, with what was on its way", async () => {
  const both = await talking()
  const { sora, umi } = both
  sora.loses()
  assert.equal(sora.page.sayInThread("メモ"), "ok")
  sora.greeted(both.name)
  await both.opened(sora)
  await both.turn()
  assert.deepEqual([sora.lines, umi.lines], [[">メモ delivered"], ["メモ delivered"]])
})

test("a page that is loaded anew begins with an empty one, and the other page says so", async () => {
  const both = await talking()
  const { sora } = both
  sora.page.sayInThread("メモ")
  await both.turn()
  both.umi = new Colleague(both.clock)
  both.membership = 2
  both.umi.greeted(both.name)
  await both.opened(sora, both.umi)
  both.umi.page.sayInThread("はい")
  await both.turn()
  assert.deepEqual([sora.lines, both.umi.lines], [[">メモ delivered", "renewed", "はい delivered"], ["former", ">はい delivered"]])
})

test("closed while the network was away it is closed as soon as it is back", async () => {
  const both = await talking()
  const { sora } = both
  sora.loses()
  sora.page.closeThread()
  assert.equal(sora.page.state.thread, null)
  sora.greeted(both.name)
  await both.opened(sora)
  assert.deepEqual([sora.page.state.thread, sora.asked.filter(({ type }) => type === "close_thread")], [null, [{ type: "close_thread", session: both.name }]])
})

test("what is said of another thread, or under a name that is not its own, changes nothing", async () => {
  const both = await talking()
  const { sora } = both
  const before = sora.page.state.thread
  sora.hears({ type: "thread_over", session: "9-9", reason: "closed" })
  sora.hears({ type: "typing", session: "9-9" })
  sora.hears({ type: "ended", session: both.name, reason: "time_over" })
  await both.turn()
  assert.deepEqual(sora.page.state.thread, before)
  assert.equal(sora.page.sayInThread("メモ"), "ok")
})

test("signed out, or opened elsewhere, nothing of it is left", async () => {
  const both = await talking()
  const { sora, umi } = both
  sora.page.stop()
  assert.deepEqual([sora.page.state.thread, sora.page.sayInThread("メモ")], [null, "closed"])
  umi.socket.closes(4100)
  await both.turn()
  assert.deepEqual([umi.page.state.stopped, umi.page.state.thread], ["elsewhere", null])
})
