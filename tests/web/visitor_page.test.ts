// The visitor's page over reloads and beside a second tab: the words that were on their way stay, the
// tab's one value goes with the place.
import assert from "node:assert/strict"
import { test } from "node:test"

import { closeCodes, type SendWord } from "../../web-client/generated/protocol"
import { Drawer } from "./support/drawer"
import { Phone, started } from "./support/phone"

const names = (words: SendWord[]) => words.map(({ stream, number }) => `${stream} ${number}`)
const received = ({ stream, number }: SendWord) => ({ type: "received", session: "1-1", stream, number }) as const

test("words that were not confirmed go out again after a reload and a tap, first and under their names", async () => {
  const before = await new Phone().talks("a", "b")
  const after = new Phone(before.drawer)
  await after.hears({ type: "resumable", session: "1-1" })
  assert.deepEqual(after.lines, [])
  after.page.tap({ type: "resume" })
  await after.hears(started())
  after.page.say("c")
  await after.turn()
  assert.deepEqual(after.lines, ["former", "resumed", "a sending", "b sending", "c sending"])
  assert.deepEqual(names(after.sent("word")).slice(0, 2), names(before.sent("word")))
  await after.hears(received(before.sent("word")[1]!))
  assert.deepEqual(after.lines.slice(2), ["a delivered", "b delivered", "c sending"])
})

test("until the tap nothing is opened or sent, and a second reload still has it", async () => {
  const before = await new Phone().talks("a")
  const asked = new Phone(before.drawer)
  await asked.hears({ type: "resumable", session: "1-1" })
  const value = before.drawer.getItem("pass")
  assert.deepEqual(asked.sent("word"), [])
  const after = await new Phone(asked.drawer).resumes()
  assert.equal(before.drawer.getItem("pass"), value)
  assert.deepEqual(after.lines, ["former", "resumed", "a sending"])
})

test("a second reload carries on what was left and what was said since", async () => {
  const first = await new Phone().talks("a")
  const second = await new Phone(first.drawer).resumes()
  second.page.say("b")
  await second.turn()
  const third = await new Phone(second.drawer).resumes()
  assert.deepEqual(third.lines, ["former", "resumed", "a sending", "b sending"])
  await third.hears(received(first.sent("word")[0]!))
  const fourth = await new Phone(third.drawer).resumes()
  assert.deepEqual(fourth.lines, ["former", "resumed", "b sending"])
})

test("the storage holds one value: the pass, and of the words nothing that can be read without the key", async () => {
  const phone = await new Phone().talks("a")
  assert.equal(phone.drawer.values.size, 1)
  assert.ok(phone.drawer.getItem("pass")!.startsWith(`${phone.passes.current} 1-1.`))
  await phone.hears(received(phone.sent("word")[0]!))
  assert.equal(phone.drawer.getItem("pass"), phone.passes.current)
})

test("what cannot be opened is said in a sentence, and talking goes on", async () => {
  const before = await new Phone().talks("a")
  const after = await new Phone(before.drawer).resumes("1-1", "another-key")
  assert.deepEqual(after.lines, ["former", "resumed", "lost"])
  assert.equal(after.page.say("b"), "ok")
  await after.turn()
  const again = await new Phone(after.drawer).resumes("1-1", "another-key")
  assert.deepEqual(again.lines, ["former", "resumed", "b sending"])
})

test("words of a session that is over go into no other one", async () => {
  const before = await new Phone().talks("a")
  const after = new Phone(before.drawer)
  await after.hears({ type: "queued", position: 1, may_not_be_reached: false }, started("1-2"))
  assert.deepEqual(after.lines, ["found", "lost"])
  assert.deepEqual(after.sent("word"), [])
  const [pass, ...left] = after.drawer.getItem("pass")!.split(" ")
  assert.deepEqual([pass, left], [after.passes.current, []])
})

test("after the end nothing is left for a reload; where it leads back into the line, the pass is", async () => {
  for (const [reason, stays] of [["counsellor_ended", false], ["counsellor_lost", true]] as const) {
    const phone = await new Phone().talks("a")
    await phone.hears({ type: "ended", session: "1-1", reason })
    assert.deepEqual(phone.lines, ["found", "a could_not_send"])
    assert.equal(phone.drawer.getItem("pass"), stays ? phone.passes.current : null)
  }
})

test("a place that is gone, and the way to the first page, leave nothing behind", async () => {
  const gone = new Phone((await new Phone().talks("a")).drawer)
  await gone.hears({ type: "gone", reason: "visitor_lost" })
  assert.equal(gone.drawer.values.size, 0)
  const home = await new Phone().talks("a")
  home.page.say("b")
  home.page.tap({ type: "home" })
  await home.turn()
  assert.equal(home.drawer.values.size, 0)
})

test("where nothing can be stored the page says that a reload would lose what is on its way", async () => {
  const drawer = new Drawer()
  const phone = await new Phone(drawer).talks()
  drawer.setItem = () => { throw new Error("full") }
  phone.page.say("a")
  await phone.turn()
  assert.equal(phone.page.state.kept, false)
  await phone.hears(received(phone.sent("word")[0]!))
  assert.equal(phone.page.state.kept, true)
})

test("a duplicated tab has the same words under the same names, and says new ones under its own", async () => {
  const first = await new Phone().talks("a", "b")
  const second = await new Phone(first.drawer.copy()).resumes()
  first.socket.closes(closeCodes.opened_elsewhere)
  second.page.say("c")
  await second.turn()
  const [a, b, c] = names(second.sent("word"))
  assert.deepEqual([a, b], names(first.sent("word")))
  assert.notEqual(c!.split(" ")[0], a!.split(" ")[0])
  assert.deepEqual(first.lines, [])
})

test("a page that takes its seat back is another load, with what it had not brought through", async () => {
  const phone = await new Phone().talks("a")
  phone.socket.closes(closeCodes.opened_elsewhere)
  await phone.turn()
  phone.page.tap({ type: "here" })
  phone.greeted()
  await phone.resumes()
  const [before, after] = phone.sent("hello")
  assert.notEqual(after?.load, before?.load)
  assert.equal(after?.load, phone.page.load)
  assert.deepEqual(phone.lines, ["former", "resumed", "a sending"])
})

test("a page that was frozen while another one had its seat is another load, too: nothing is confirmed that nobody sees", async () => {
  const phone = await new Phone().talks("a")
  const { length } = phone.sent("hello")
  phone.socket.closes(1006)
  phone.clock.pass(1_000)
  phone.greeted()
  await phone.hears({ type: "resumable", session: "1-1" })
  phone.greeted()
  await phone.resumes()
  const loads = phone.sent("hello").slice(length - 1).map(({ load }) => load)
  assert.equal(loads.length, 3)
  assert.equal(loads[1], loads[0])
  assert.notEqual(loads[2], loads[0])
  assert.deepEqual(phone.lines, ["former", "resumed", "a sending"])
})
