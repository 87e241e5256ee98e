// What lies in a tab's storage for the next load: when it is written, what it replaces, and that
// nothing comes back after it was dropped.
import assert from "node:assert/strict"
import { test } from "node:test"

import { Leftovers, type LeftoverWords } from "../../web-client/lib/leftovers"
import { PassKeeper } from "../../web-client/lib/pass"
import { TabValue } from "../../web-client/lib/tab_value"
import { settle, TestClock } from "./support/clock"
import { Drawer } from "./support/drawer"
import { Random } from "./support/random"
import { SlowLock } from "./support/tab"

const words = (...texts: string[]): LeftoverWords[] => [{ stream: "s", first: 1, words: texts.map((text) => ({ text, at: 0 })) }]

// One load with this storage.
function load(drawer = new Drawer(), tab = new TabValue(drawer, "words"), lock = new SlowLock(new Random(1))) {
  const clock = new TestClock()
  const told: boolean[] = []
  const leftovers = new Leftovers({ tab, lock, clock, changed: (kept) => told.push(kept) })
  leftovers.setKey("1-1", "key")
  const turn = async () => {
    clock.pass(0)
    await settle()
    await settle()
  }
  return { leftovers, drawer, told, turn }
}

const nothing = { words: [], lost: false }

test("what is unconfirmed is written once a turn, as it stands then, and found by the next load", async () => {
  const { leftovers, drawer, turn, told } = load()
  let now = words("a")
  leftovers.keep("1-1", () => now)
  leftovers.keep("1-1", () => now)
  now = words("a", "b")
  assert.equal(drawer.writes, 0)
  await turn()
  assert.equal(drawer.writes, 1)
  assert.deepEqual(await load(drawer).leftovers.open("1-1"), { words: now, lost: false })
  assert.deepEqual(told, [])
})

test("reading takes nothing away: a second reload finds it, too", async () => {
  const { leftovers, drawer, turn } = load()
  leftovers.keep("1-1", () => words("a"))
  await turn()
  for (let times = 0; times < 2; times += 1) assert.deepEqual(await load(drawer).leftovers.open("1-1"), { words: words("a"), lost: false })
})

test("when all is confirmed nothing is left in the storage", async () => {
  const { leftovers, drawer, turn } = load()
  let now = words("a")
  leftovers.keep("1-1", () => now)
  await turn()
  now = []
  leftovers.keep("1-1", () => now)
  await turn()
  assert.equal(drawer.values.size, 0)
  assert.deepEqual(await load(drawer).leftovers.open("1-1"), nothing)
})

test("sessions are kept apart, and the pass beside them", async () => {
  const drawer = new Drawer()
  const passes = new PassKeeper(drawer, new Random(7).bytes)
  const pass = passes.take()
  const { leftovers, turn } = load(drawer, passes.tab)
  leftovers.setKey("1-2", "other")
  leftovers.keep("1-1", () => words("a"))
  leftovers.keep("1-2", () => words("b"))
  await turn()
  assert.equal(drawer.values.size, 1)
  const reloaded = new PassKeeper(drawer)
  assert.equal(reloaded.current, pass)
  const next = load(drawer, reloaded.tab).leftovers
  next.setKey("1-2", "other")
  assert.deepEqual((await next.open("1-1")).words, words("a"))
  assert.deepEqual((await next.open("1-2")).words, words("b"))
})

test("another key than the one it was locked with opens nothing: it is lost, and said so once", async () => {
  const { leftovers, drawer, turn } = load()
  leftovers.keep("1-1", () => words("a"))
  await turn()
  const next = load(drawer).leftovers
  next.setKey("1-1", "another")
  assert.deepEqual(await next.open("1-1"), { words: [], lost: true })
  assert.deepEqual(await next.open("1-1"), nothing)
  assert.equal(drawer.values.size, 0)
})

test("cut bytes, a text of another form and a missing key are lost as well", async () => {
  for (const text of ["1-1", "1-1.key", "1-1.key.%5B", "1-1.key.%5B%7B%7D%5D", "1-1.key.%7B%7D"]) {
    const drawer = new Drawer()
    drawer.setItem("words", ` ${text}`)
    assert.deepEqual(await load(drawer).leftovers.open("1-1"), { words: [], lost: true }, text)
  }
  const { leftovers, drawer, turn } = load()
  leftovers.keep("1-1", () => words("a"))
  await turn()
  const keyless = load(drawer).leftovers
  keyless.setKey("1-1", undefined)
  assert.deepEqual(await keyless.open("1-1"), { words: [], lost: true })
})

test("what is dropped while it is being locked does not come back", async () => {
  const { leftovers, drawer, turn } = load()
  leftovers.keep("1-1", () => words("a"))
  const written = turn()
  leftovers.drop("1-1")
  await written
  assert.equal(drawer.values.size, 0)
})

test("what is forgotten with the pass while it is being locked does not come back", async () => {
  const drawer = new Drawer()
  const passes = new PassKeeper(drawer, new Random(7).bytes)
  passes.take()
  const { leftovers, turn } = load(drawer, passes.tab)
  leftovers.keep("1-1", () => words("a"))
  const written = turn()
  passes.forget()
  await written
  leftovers.keep("1-1", () => words("a", "b"))
  await turn()
  assert.equal(drawer.values.size, 0)
})

test("what was left for sessions that are not held is dropped, and it is known that something was", async () => {
  const { leftovers, drawer, turn } = load()
  leftovers.keep("1-1", () => words("a"))
  await turn()
  const next = load(drawer).leftovers
  assert.equal(next.dropOthers(["1-1"]), false)
  assert.equal(next.dropOthers(["1-2"]), true)
  assert.equal(drawer.values.size, 0)
  assert.equal(next.dropOthers(["1-2"]), false)
})

test("of a session in which all was confirmed nothing was left", async () => {
  const { leftovers } = load()
  leftovers.keep("1-1", () => [])
  assert.equal(leftovers.dropOthers([]), false)
  leftovers.keep("1-1", () => words("a"))
  assert.equal(leftovers.dropOthers([]), true)
})

test("a page that held the seat before finds what it had in memory, also where nothing is stored", async () => {
  const { leftovers } = load(new Drawer(), new TabValue(null, "words"))
  leftovers.keep("1-1", () => words("a", "b"))
  assert.deepEqual(await leftovers.open("1-1"), { words: words("a", "b"), lost: false })
})

test("a storage that refuses, and a session without a key, are told, and that it is mended", async () => {
  const drawer = new Drawer()
  const { leftovers, turn, told } = load(drawer)
  let now = words("a")
  const { setItem } = drawer
  drawer.setItem = () => { throw new Error("full") }
  leftovers.keep("1-1", () => now)
  await turn()
  assert.deepEqual(told, [false])
  drawer.setItem = setItem
  leftovers.keep("1-1", () => now)
  await turn()
  assert.deepEqual(told, [false, true])
  leftovers.setKey("1-1", undefined)
  await turn()
  assert.deepEqual(told, [false, true, false])
  now = []
  leftovers.keep("1-1", () => now)
  await turn()
  assert.deepEqual(told, [false, true, false, true])
})

test("what cannot be locked is told like what cannot be stored, and the next word is tried again", async () => {
  class Broken extends SlowLock {
    broken = true
    override async lock(...what: Parameters<SlowLock["lock"]>) {
      if (this.broken) throw new Error("no cryptography today")
      return super.lock(...what)
    }
  }
  const lock = new Broken(new Random(1))
  const { leftovers, turn, told } = load(new Drawer(), undefined, lock)
  leftovers.keep("1-1", () => words("a"))
  await turn()
  lock.broken = false
  leftovers.keep("1-1", () => words("a", "b"))
  await turn()
  assert.deepEqual(told, [false, true])
})

test("a new key locks anew what is unconfirmed", async () => {
  const { leftovers, drawer, turn } = load()
  leftovers.keep("1-1", () => words("a"))
  await turn()
  leftovers.setKey("1-1", "new")
  await turn()
  const next = load(drawer).leftovers
  next.setKey("1-1", "new")
  assert.deepEqual(await next.open("1-1"), { words: words("a"), lost: false })
})
