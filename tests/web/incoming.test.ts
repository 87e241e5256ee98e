// The other person's streams: contiguous, each number once, holes known.
import assert from "node:assert/strict"
import { test } from "node:test"

import { Incoming } from "../../web-client/lib/incoming"

const opening = (stream: string, first: number, leftovers: { stream: string; first: number; last: number }[] = []) =>
  ({ stream, first, leftovers })

function begun(first = 1): Incoming {
  const incoming = new Incoming()
  incoming.setMembers(new Map([["load", true]]))
  incoming.opened("load", opening("a", first))
  return incoming
}

// Takes a word as a page does, and says what became of it.
function take(incoming: Incoming, load: string, stream: string, number: number): string {
  const place = incoming.place(load, { stream, number })
  if (place === "next") incoming.shown({ stream, number })
  if (place === "known") incoming.again({ stream, number })
  if (place === "later") incoming.missed({ stream, number })
  return place
}

test("words are shown one after the other and confirmed once for all", () => {
  const incoming = begun()
  for (const n of [1, 2, 3]) assert.equal(take(incoming, "load", "a", n), "next")
  assert.deepEqual(incoming.confirmations(), [{ stream: "a", number: 3 }])
  assert.deepEqual(incoming.confirmations(), [])
})

test("a word that is known is not shown again, but confirmed again", () => {
  const incoming = begun()
  take(incoming, "load", "a", 1)
  incoming.confirmations()
  assert.equal(take(incoming, "load", "a", 1), "known")
  assert.deepEqual(incoming.confirmations(), [{ stream: "a", number: 1 }])
})

test("a word behind a hole is not shown, and the hole is known until it is filled", () => {
  const incoming = begun()
  take(incoming, "load", "a", 1)
  assert.equal(take(incoming, "load", "a", 3), "later")
  assert.deepEqual(incoming.gaps(), [{ stream: "a", number: 2 }])
  take(incoming, "load", "a", 2)
  assert.deepEqual(incoming.gaps(), [{ stream: "a", number: 3 }])
  take(incoming, "load", "a", 3)
  assert.deepEqual(incoming.gaps(), [])
})

test("nobody is asked who is not there", () => {
  const incoming = begun()
  take(incoming, "load", "a", 3)
  incoming.setMembers(new Map([["load", false]]))
  assert.deepEqual(incoming.gaps(), [])
})

test("the opening says where to begin", () => {
  const incoming = begun(5)
  assert.equal(take(incoming, "load", "a", 5), "next")
  assert.deepEqual(incoming.confirmations(), [{ stream: "a", number: 5 }])
})

test("nothing is confirmed of a stream of which nothing was shown", () => {
  const incoming = begun(5)
  incoming.allAgain()
  assert.deepEqual(incoming.confirmations(), [])
})

test("the same opening again changes nothing", () => {
  const incoming = begun()
  take(incoming, "load", "a", 1)
  assert.equal(incoming.opened("load", opening("a", 1)), "whole")
  assert.equal(take(incoming, "load", "a", 2), "next")
})

test("a first number beyond what was shown is a hole", () => {
  const incoming = begun()
  take(incoming, "load", "a", 1)
  assert.equal(incoming.opened("load", opening("a", 4)), "hole")
  assert.equal(take(incoming, "load", "a", 4), "next")
})

test("a page that has shown nothing has no hole: what was before is history", () => {
  const incoming = begun()
  assert.equal(incoming.opened("load", opening("a", 4)), "whole")
})

test("a load speaks only in its own stream and its leftovers", () => {
  const incoming = begun()
  assert.equal(take(incoming, "load", "b", 1), "foreign")
  assert.equal(take(incoming, "other", "a", 1), "foreign")
})

test("leftovers of an earlier load are shown before the new load's words", () => {
  const incoming = begun()
  take(incoming, "load", "a", 1)
  incoming.setMembers(new Map([["next", true]]))
  assert.equal(incoming.opened("next", opening("b", 1, [{ stream: "a", first: 1, last: 2 }])), "whole")
  assert.equal(take(incoming, "next", "b", 1), "later")
  assert.deepEqual(incoming.gaps(), [{ stream: "a", number: 2 }, { stream: "b", number: 1 }])
  assert.equal(take(incoming, "next", "a", 1), "known")
  assert.equal(take(incoming, "next", "a", 2), "next")
  assert.equal(take(incoming, "next", "b", 1), "next")
  assert.deepEqual(incoming.gaps(), [])
})

test("leftovers that begin beyond what was shown are a hole", () => {
  const incoming = begun()
  take(incoming, "load", "a", 1)
  incoming.setMembers(new Map([["next", true]]))
  assert.equal(incoming.opened("next", opening("b", 1, [{ stream: "a", first: 3, last: 4 }])), "hole")
})

test("what its page had no time to keep is a hole behind the leftovers, said once", () => {
  const incoming = begun()
  take(incoming, "load", "a", 1)
  assert.equal(take(incoming, "load", "a", 4), "later")
  incoming.setMembers(new Map([["next", true]]))
  const left = opening("b", 1, [{ stream: "a", first: 2, last: 3 }])
  assert.equal(incoming.opened("next", left), "hole")
  assert.equal(incoming.opened("next", left), "whole")
  for (const number of [2, 3]) assert.equal(take(incoming, "next", "a", number), "next")
  assert.deepEqual(incoming.gaps(), [])
  assert.equal(take(incoming, "next", "b", 1), "next")
})

test("leftovers that end before what was shown are known, and no hole", () => {
  const incoming = begun()
  for (const number of [1, 2, 3]) take(incoming, "load", "a", number)
  incoming.setMembers(new Map([["next", true]]))
  assert.equal(incoming.opened("next", opening("b", 1, [{ stream: "a", first: 1, last: 2 }])), "whole")
  assert.equal(take(incoming, "next", "a", 2), "known")
  assert.deepEqual(incoming.gaps(), [])
})

test("a hole that the next load does not bring is said once", () => {
  const incoming = begun()
  take(incoming, "load", "a", 2)
  incoming.setMembers(new Map([["next", true]]))
  assert.deepEqual(incoming.gaps(), [])
  assert.equal(incoming.opened("next", opening("b", 1)), "hole")
  assert.equal(incoming.opened("next", opening("b", 1)), "whole")
})

test("words of a load that is gone are still shown, once", () => {
  const incoming = begun()
  incoming.setMembers(new Map([["next", true]]))
  incoming.opened("next", opening("b", 1))
  assert.equal(take(incoming, "load", "a", 1), "next")
  assert.equal(take(incoming, "load", "a", 1), "known")
})
