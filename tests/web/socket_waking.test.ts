// The connection after a sleep: an open socket is not trusted (V-23).
import assert from "node:assert/strict"
import { test } from "node:test"

import { open, page, ping, pong, quietTime } from "./support/page_socket"

test("after waking an open socket that does not answer is replaced within 4 s", () => {
  const all = open()
  all.socket.woke()
  all.socket.woke()
  assert.deepEqual(all.newest().sent, [ping])
  all.clock.pass(3_000)
  assert.equal(all.sockets[0]!.closedByPage, true)
  assert.equal(all.sockets.length, 2)
})

test("after waking an open socket that answers is kept", () => {
  const all = open()
  all.socket.woke()
  all.newest().says(pong)
  quietTime(all, 10)
  assert.equal(all.sockets.length, 1)
})

test("a page that waits for its next attempt tries at once when it wakes", () => {
  const all = open()
  for (let n = 0; n < 6; n += 1) {
    all.newest().closes(1006)
    all.clock.pass(10_000)
  }
  all.newest().closes(1006)
  const before = all.sockets.length
  all.socket.woke()
  assert.equal(all.sockets.length, before + 1)
  all.socket.woke()
  assert.equal(all.sockets.length, before + 1, "a fresh attempt is not begun twice")
})

test("an attempt from before the sleep is not trusted", () => {
  const all = page()
  all.socket.start()
  all.clock.jump(60_000)
  all.socket.woke()
  assert.equal(all.sockets[0]!.closedByPage, true)
  assert.equal(all.sockets.length, 2)
})

test("a jump of the clock is a sleep, though no event tells of it", () => {
  for (const jump of [60_000, -60_000]) {
    const all = open()
    all.clock.pass(2_000)
    all.clock.jump(jump)
    all.clock.pass(1_000)
    assert.ok(all.newest().sent.includes(ping))
    all.clock.pass(3_000)
    assert.equal(all.sockets[0]!.closedByPage, true)
  }
})

test("silence while asleep is not the server's: it has 3 s to answer", () => {
  const all = open()
  all.clock.jump(60_000)
  all.clock.pass(3_500)
  all.newest().says(pong)
  assert.equal(all.sockets.length, 1)
})

test("a message wakes a page with slow timers to the ping that is due", () => {
  const all = open()
  all.clock.jump(10_000)
  all.newest().says({ type: "queued", position: 1 })
  assert.deepEqual(all.newest().sent, [ping])
})

test("a dropped socket that still speaks is not heard", () => {
  const all = open()
  const old = all.newest()
  all.socket.woke()
  all.clock.pass(3_000)
  all.heard()
  old.says({ type: "queued", position: 1 })
  old.closes(4100)
  assert.deepEqual(all.heard(), [])
})
