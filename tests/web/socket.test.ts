// The connection: how it comes back, and when it stays away (V-24). Waking is in socket_waking.
import assert from "node:assert/strict"
import { test } from "node:test"

import { closeCodes, toVisitorTypes } from "../../web-client/generated/protocol"
import { Socket } from "../../web-client/lib/socket"
import { TestClock } from "./support/clock"
import { open, page, ping, pong, quietTime } from "./support/page_socket"
import { Random } from "./support/random"

test("it connects, opens and hands messages on in order", () => {
  const all = page()
  all.socket.start()
  assert.deepEqual(all.heard(), ["connecting"])
  all.newest().opens()
  all.newest().says({ type: "queued", position: 2 })
  all.newest().says({ type: "queued", position: 1 })
  all.newest().says(pong)
  assert.deepEqual(all.heard(), ["open", "opened", "queued", "queued"])
})

test("it sends only while it is open", () => {
  const all = page()
  assert.equal(all.socket.send({ type: "leave" }), false)
  all.socket.start()
  assert.equal(all.socket.send({ type: "leave" }), false)
  all.newest().opens()
  assert.equal(all.socket.send({ type: "leave" }), true)
  assert.deepEqual(all.newest().sent, ['{"type":"leave"}'])
  all.newest().closes(1006)
  assert.equal(all.socket.send({ type: "leave" }), false)
})

test("a lost connection comes back by itself", () => {
  const all = open()
  all.newest().closes(1006)
  assert.deepEqual(all.heard(), ["lost"])
  all.clock.pass(500)
  assert.deepEqual(all.heard(), ["connecting"])
  assert.equal(all.sockets.length, 2)
})

test("pauses double from half a second to 5 s, and begin later in the line and for who only looks", () => {
  for (const [patience, expected] of [
    ["session", [500, 1_000, 2_000, 4_000, 5_000, 5_000]],
    ["line", [2_000, 4_000, 8_000, 10_000, 10_000, 10_000]],
    ["looking", [4_000, 8_000, 16_000, 20_000, 20_000, 20_000]],
  ] as const) {
    const all = page(() => 1, () => patience)
    all.socket.start()
    const pauses = []
    for (let n = 0; n < expected.length; n += 1) {
      const lostAt = all.clock.now()
      const before = all.sockets.length
      all.newest().closes(1006)
      while (all.sockets.length === before) all.clock.pass(100)
      pauses.push(all.clock.now() - lostAt)
    }
    assert.deepEqual(pauses, expected)
  }
})

test("a thousand pages do not come back together", () => {
  const random = new Random(1)
  const perTenth = new Map<number, number>()
  for (let n = 0; n < 1_000; n += 1) {
    const all = page(() => random.unit(), () => "line")
    all.socket.start()
    all.newest().opens()
    all.newest().closes(closeCodes.going_down)
    const lostAt = all.clock.now()
    while (all.sockets.length === 1) all.clock.pass(10)
    const tenth = Math.floor((all.clock.now() - lostAt - 1) / 400)
    perTenth.set(tenth, (perTenth.get(tenth) ?? 0) + 1)
  }
  assert.equal(perTenth.size, 10)
  for (const count of perTenth.values()) assert.ok(count > 60 && count < 140, `${count} in one tenth`)
})

test("a server that opens and says nothing does not shorten the pauses", () => {
  const all = page()
  all.socket.start()
  for (const pause of [500, 1_000, 2_000]) {
    const before = all.sockets.length
    all.newest().opens()
    all.newest().closes(1006)
    all.clock.pass(pause - 1)
    assert.equal(all.sockets.length, before)
    all.clock.pass(1)
    assert.equal(all.sockets.length, before + 1)
  }
})

test("an attempt that hangs is given up after 8 s", () => {
  const all = page()
  all.socket.start()
  all.clock.pass(7_999)
  assert.equal(all.newest().closedByPage, false)
  all.clock.pass(1)
  assert.equal(all.newest().closedByPage, true)
  assert.deepEqual(all.heard(), ["connecting", "lost"])
})

test("it pings every 10 s and stays open with a server that answers", () => {
  const all = open()
  quietTime(all, 120)
  assert.equal(all.sockets.length, 1)
  const pings = all.newest().sent.filter((text) => text === ping).length
  assert.ok(pings >= 11 && pings <= 12, `${pings} pings`)
})

test("a silent server is dead after 25 s", () => {
  const all = open()
  all.clock.pass(24_000)
  assert.equal(all.newest().closedByPage, false)
  all.clock.pass(2_000)
  assert.equal(all.sockets[0]!.closedByPage, true)
})

test("heartbeats are those that the server tells", () => {
  const all = open()
  all.socket.beat(2, 5)
  all.clock.pass(3_000)
  assert.deepEqual(all.newest().sent, [ping])
  all.clock.pass(3_000)
  assert.equal(all.sockets[0]!.closedByPage, true)
})

test("final codes end it until it is started again", () => {
  for (const code of [4100, 4105, 4199]) {
    const all = open()
    all.newest().closes(code)
    assert.deepEqual(all.heard(), ["lost", `closed ${code}`])
    all.clock.pass(60_000)
    all.socket.woke()
    assert.equal(all.sockets.length, 1)
    all.socket.start()
    assert.equal(all.sockets.length, 2)
    assert.deepEqual(all.heard(), ["connecting"])
  }
})

test("other codes do not", () => {
  for (const code of [1000, 1006, 4000, 4003, 4099, 4200]) {
    const all = open()
    all.newest().closes(code)
    assert.deepEqual(all.heard(), ["lost"])
    for (let waited = 0; all.sockets.length === 1 && waited < 10_000; waited += 100) all.clock.pass(100)
    assert.equal(all.sockets.length, 2)
  }
})

test("a message of another protocol asks for a reload", () => {
  for (const odd of ['{"type":"unheard_of"}', "no JSON", "7", "null", '{"type":7}']) {
    const all = open()
    all.newest().says(odd)
    assert.deepEqual(all.heard(), ["lost", `closed ${closeCodes.other_protocol}`])
    assert.equal(all.newest().closedByPage, true)
  }
})

test("a stopped socket is silent for good", () => {
  const all = open()
  all.socket.stop()
  assert.equal(all.newest().closedByPage, true)
  all.clock.pass(120_000)
  all.socket.woke()
  assert.equal(all.sockets.length, 1)
  assert.deepEqual(all.heard(), [])
  assert.equal(all.clock.next(), null)
})

test("a browser that refuses to connect is tried again", () => {
  const clock = new TestClock()
  let attempts = 0
  const told: string[] = []
  const socket = new Socket(
    "ws://test",
    { opened() {}, message() {}, link: (state) => told.push(state), closed() {} },
    { known: toVisitorTypes, patience: () => "session", clock, random: () => 1, connect: () => { attempts += 1; throw new Error("no") } },
  )
  socket.start()
  clock.pass(500)
  assert.equal(attempts, 2)
  assert.deepEqual(told, ["connecting", "lost", "connecting", "lost"])
})
