// The pass: made and stored before it is used, found again after a reload, gone when forgotten.
import assert from "node:assert/strict"
import { test } from "node:test"

import { newLoad, PassKeeper } from "../../web-client/lib/pass"
import { base64url, fromBase64url } from "../../web-client/lib/random"
import { Drawer } from "./support/drawer"
import { Random } from "./support/random"

const random = () => new Random(7).bytes

test("a pass is 32 random bytes in base64url, and stored when it is handed out", () => {
  const drawer = new Drawer()
  const passes = new PassKeeper(drawer, random())
  assert.equal(passes.current, null)
  const pass = passes.take()
  assert.equal(fromBase64url(pass).length, 32)
  assert.deepEqual([...drawer.values.values()], [pass])
  assert.equal(passes.stored, true)
})

test("a tab keeps one pass until it is forgotten", () => {
  const passes = new PassKeeper(new Drawer(), random())
  const pass = passes.take()
  assert.equal(passes.take(), pass)
  passes.forget()
  assert.notEqual(passes.take(), pass)
})

test("a reload finds the pass again", () => {
  const drawer = new Drawer()
  const pass = new PassKeeper(drawer, random()).take()
  const reloaded = new PassKeeper(drawer, random())
  assert.equal(reloaded.current, pass)
  assert.equal(reloaded.stored, true)
})

test("a forgotten pass leaves nothing behind", () => {
  const drawer = new Drawer()
  const passes = new PassKeeper(drawer, random())
  passes.take()
  passes.forget()
  assert.equal(passes.current, null)
  assert.equal(drawer.values.size, 0)
})

test("a stored value that is no pass is not used", () => {
  const drawer = new Drawer()
  drawer.setItem("pass", "tampered")
  assert.equal(new PassKeeper(drawer, random()).current, null)
})

test("a storage that refuses leaves the pass in memory, and says so", () => {
  const refuse = (): never => { throw new Error("denied") }
  const passes = new PassKeeper({ getItem: refuse, setItem: refuse, removeItem: refuse }, random())
  const pass = passes.take()
  assert.equal(passes.stored, false)
  assert.equal(passes.current, pass)
  passes.forget()
  assert.equal(passes.current, null)
})

test("a storage that silently keeps nothing is not taken for one", () => {
  const passes = new PassKeeper({ getItem: () => null, setItem() {}, removeItem() {} }, random())
  passes.take()
  assert.equal(passes.stored, false)
})

test("no storage at all is the same", () => {
  const passes = new PassKeeper(null, random())
  assert.equal(passes.take().length, 43)
  assert.equal(passes.stored, false)
})

test("a load is named by 16 bytes", () => {
  assert.equal(fromBase64url(newLoad(random())).length, 16)
})

test("base64url goes both ways for every length and has no other characters", () => {
  const { bytes } = new Random(3)
  for (const size of [0, 1, 2, 3, 16, 255, 20_000]) {
    const original = bytes(size)
    const text = base64url(original)
    assert.match(text, /^[A-Za-z0-9_-]*$/)
    assert.deepEqual(fromBase64url(text), original)
  }
  assert.throws(() => fromBase64url("a+b/"))
})
