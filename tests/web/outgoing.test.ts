// One stream's unconfirmed words.
import assert from "node:assert/strict"
import { test } from "node:test"

import { Outgoing } from "../../web-client/lib/outgoing"

const stream = "aaaaaaaaaaaaaaaaaaaaaQ"

function said(count: number): Outgoing {
  const outgoing = new Outgoing(stream)
  for (let n = 0; n < count; n += 1) outgoing.add(`${n}`, 0, 1)
  return outgoing
}

function sendAll(outgoing: Outgoing): number[] {
  const numbers = []
  for (let word = outgoing.next(); word !== undefined; word = outgoing.next()) {
    numbers.push(word.number)
    outgoing.sent(word)
  }
  return numbers
}

test("words are numbered from 1 and sent once", () => {
  const outgoing = said(3)
  assert.deepEqual(sendAll(outgoing), [1, 2, 3])
  assert.deepEqual(sendAll(outgoing), [])
  assert.equal(outgoing.add("x", 0, 1), 4)
  assert.deepEqual(sendAll(outgoing), [4])
})

test("a confirmation covers everything up to its number, once", () => {
  const outgoing = said(3)
  sendAll(outgoing)
  assert.equal(outgoing.confirm(2), 2)
  assert.equal(outgoing.confirm(2), null)
  assert.equal(outgoing.confirm(1), null)
  assert.deepEqual([1, 2, 3].map((n) => outgoing.state(n)), ["delivered", "delivered", "sending"])
  assert.equal(outgoing.first, 3)
  assert.equal(outgoing.confirm(3), 3)
  assert.equal(outgoing.confirmed, true)
  assert.equal(outgoing.last, 3)
})

test("what was never sent cannot be confirmed", () => {
  const outgoing = said(3)
  assert.equal(outgoing.confirm(3), null)
  sendAll(outgoing)
  outgoing.add("x", 0, 1)
  assert.equal(outgoing.confirm(99), 3)
  assert.equal(outgoing.state(4), "sending")
})

test("a confirmation that crosses a second sending counts", () => {
  const outgoing = said(3)
  sendAll(outgoing)
  outgoing.resend(1)
  assert.equal(outgoing.confirm(3), 3)
})

test("words are sent again from a number on, never what is confirmed", () => {
  const outgoing = said(5)
  sendAll(outgoing)
  outgoing.confirm(2)
  outgoing.resend(4)
  assert.deepEqual(sendAll(outgoing), [4, 5])
  outgoing.resend(1)
  assert.deepEqual(sendAll(outgoing), [3, 4, 5])
  outgoing.resend(9)
  assert.deepEqual(sendAll(outgoing), [])
})

test("what an earlier load has left goes on at its number, and may be confirmed before it is sent", () => {
  const outgoing = new Outgoing(stream, 4)
  for (const text of ["a", "b"]) outgoing.add(text, 7, 1)
  outgoing.sentBefore()
  assert.deepEqual([outgoing.first, outgoing.last], [4, 5])
  assert.equal(outgoing.confirm(3), null)
  assert.equal(outgoing.confirm(9), 5)
  assert.deepEqual(sendAll(outgoing), [])
})

test("what is unconfirmed is left as it was said", () => {
  const outgoing = said(3)
  sendAll(outgoing)
  outgoing.confirm(1)
  assert.deepEqual(outgoing.left(), { stream, first: 2, words: [{ text: "1", at: 0 }, { text: "2", at: 0 }] })
})

test("what is not confirmed at the end could not be sent, and stays so", () => {
  const outgoing = said(2)
  sendAll(outgoing)
  outgoing.confirm(1)
  outgoing.end()
  assert.equal(outgoing.confirm(2), null)
  assert.deepEqual([1, 2].map((n) => outgoing.state(n)), ["delivered", "could_not_send"])
})
