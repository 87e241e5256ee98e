// A load whose keys take their time, or cannot be made, while its page has other wishes.
import assert from "node:assert/strict"
import { test } from "node:test"

import type { LoadKeys } from "../../web-client/lib/keys"
import { PageLoad } from "../../web-client/lib/page_load"
import { settle } from "./support/clock"
import { TestKeys } from "./support/keys"

function making() {
  let made = (_: LoadKeys) => {}
  let cannot = (_: Error) => {}
  const load = new PageLoad("load", () => new Promise<LoadKeys>((resolve, reject) => { [made, cannot] = [resolve, reject] }))
  const called: string[] = []
  const ready = (wanted: () => boolean) => load.ready(wanted, () => called.push("begins"), () => called.push("cannot"))
  return { load, called, ready, made: () => made(new TestKeys()), cannot: () => cannot(new Error("no")) }
}

test("a page begins when its keys are there, and not before", async () => {
  const { load, called, ready, made } = making()
  ready(() => true)
  await settle()
  assert.deepEqual(called, [])
  assert.throws(() => load.keys)
  made()
  await settle()
  assert.deepEqual(called, ["begins"])
  assert.equal(load.keys.publicKey.length, 87)
})

test("a page that was stopped meanwhile hears nothing, whatever becomes of the keys", async () => {
  for (const end of ["made", "cannot"] as const) {
    const { called, ready, ...ends } = making()
    ready(() => false)
    ends[end]()
    await settle()
    assert.deepEqual(called, [])
  }
})

test("stopped and started again it begins once for each wish, and says it when it cannot", async () => {
  const first = making()
  let wanted = false
  first.ready(() => wanted)
  wanted = true
  first.ready(() => wanted)
  first.cannot()
  await settle()
  assert.deepEqual(first.called, ["cannot", "cannot"])
})

test("keys that nobody waits for fail quietly", async () => {
  const { cannot } = making()
  cannot()
  await settle()
})
