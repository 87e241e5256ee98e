// How often a changing sentence is read aloud.
import assert from "node:assert/strict"
import { test } from "node:test"

import { waitBefore } from "../../web-client/talk/pace"

test("a position is read aloud at most every half minute", () => {
  const said = { about: "waiting", at: 100_000 }
  assert.equal(waitBefore(said, "waiting", 100_000), 30_000)
  assert.equal(waitBefore(said, "waiting", 112_000), 18_000)
  assert.equal(waitBefore(said, "waiting", 130_000), 0)
  assert.equal(waitBefore(said, "waiting", 900_000), 0)
})

test("another kind of sentence is news and does not wait", () => {
  assert.equal(waitBefore({ about: "joining", at: 100_000 }, "waiting", 100_001), 0)
})
