// Connections that say nothing, say it slowly, never read, or come in hundreds: each is let go in
// its time, and the others do not notice. The slow cases wait side by side.
import assert from "node:assert/strict"
import { randomBytes } from "node:crypto"
import { describe, test } from "node:test"

import { Raw, healthy, host, pause, protocol } from "./support/raw.mjs"
import { Socket, frame, opcode, upgradeLines } from "./support/web_socket.mjs"

const hello = () =>
  JSON.stringify({ type: "hello", protocol, desk: "demo", load: randomBytes(16).toString("base64url"), public_key: randomBytes(65).toString("base64url"), first: true })

// Seconds until the server ends the connection.
async function lasts(raw, atMost) {
  const began = Date.now()
  await raw.end(atMost * 1000)
  return (Date.now() - began) / 1000
}

const between = (seconds, least, most) =>
  assert.ok(seconds >= least && seconds <= most, `${seconds} s is not between ${least} and ${most}`)

describe("patience has an end", { concurrency: true }, () => {
  test("a connection that says nothing lasts 5 s", async () => {
    between(await lasts(await Raw.open(), 10), 4.5, 7)
  })

  test("a head that trickles lasts 5 s", async () => {
    const raw = await Raw.open()
    raw.send("GET / HTTP/1.1\r\n")
    const trickle = setInterval(() => raw.send("X-A: 1\r\n"), 400)
    const seconds = await lasts(raw, 10)
    clearInterval(trickle)
    between(seconds, 4.5, 7)
  })

  test("a body that does not come lasts 5 s", async () => {
    const raw = await Raw.open()
    raw.send(`POST /api/v1/beacon HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{`)
    between(await lasts(raw, 10), 4.5, 7)
    assert.equal(raw.received.length, 0)
  })

  test("a kept connection without a request lasts 15 s", async () => {
    const raw = await Raw.open()
    raw.send(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    await raw.response()
    between(await lasts(raw, 20), 14.5, 17)
  })

  test("a refused client that does not go away lasts a second", async () => {
    const raw = await Raw.open({ halfOpen: true })
    raw.send(`GET / HTTP/1.0\r\n\r\n`)
    await raw.response()
    raw.socket.resume()
    await raw.end()
    let reset = false
    raw.socket.on("close", () => (reset = true))
    for (let step = 0; step < 40 && !reset; ++step) {
      raw.socket.write("x")
      await pause(100)
    }
    assert.ok(reset, "the server still takes bytes after 4 s")
  })

  test("a WebSocket that says nothing is closed as silent", async () => {
    const socket = await Socket.open()
    const began = Date.now()
    assert.equal(await socket.closeCode(30_000), 4002)
    between((Date.now() - began) / 1000, 24.5, 27)
    between(await lasts(socket.raw, 5), 2, 4) // we do not answer the close
  })

  test("a WebSocket that pings lives on", async () => {
    const socket = await Socket.open()
    socket.send(frame(opcode.text, hello()))
    for (let second = 0; second < 28; second += 7) {
      await pause(7000)
      socket.send(frame(opcode.text, '{"type":"ping"}'))
    }
    await pause(300)
    assert.equal(socket.raw.ended, false)
    assert.ok(socket.raw.received.includes('"pong"'))
    socket.destroy()
  })

  test("a frame that trickles is no silence, its end is", async () => {
    const socket = await Socket.open()
    const whole = frame(opcode.text, hello())
    for (let at = 0; at < whole.length; at += 30) {
      socket.raw.send(whole.subarray(at, at + 30))
      await pause(7000)
      assert.equal(socket.raw.ended, false)
    }
    assert.ok(socket.raw.received.includes('"welcome"'))
    socket.destroy()
  })

  test("a page that never reads costs nobody else anything", async () => {
    const socket = await Socket.open()
    socket.raw.socket.pause()
    socket.send(frame(opcode.text, hello()), ...Array.from({ length: 600 }, () => frame(opcode.ping, "x".repeat(125))))
    await pause(1000)
    await healthy()
    const other = await Socket.open()
    other.send(frame(opcode.text, hello()))
    assert.ok((await other.next()).payload.includes("welcome"))
    other.destroy()
    socket.destroy()
  })
})

test("500 connections that are opened and dropped leave nothing behind", async () => {
  const cut = [
    () => "",
    () => "GET / HT",
    () => `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    () => `${upgradeLines("/ws/visitor").join("\r\n")}\r\n\r\n`,
  ]
  for (let round = 0; round < 10; ++round) {
    const opened = await Promise.all(Array.from({ length: 50 }, () => Raw.open()))
    opened.forEach((raw, index) => raw.send(cut[index % cut.length]()))
    if (round % 2 === 0) await pause(20)
    for (const raw of opened) {
      if (round % 3 === 0) raw.socket.resetAndDestroy?.()
      raw.destroy()
    }
  }
  await healthy()
  const socket = await Socket.open()
  socket.send(frame(opcode.text, hello()))
  assert.ok((await socket.next()).payload.includes("welcome"))
  socket.destroy()
})

test("random bytes on an open WebSocket end it and nothing else", async () => {
  await Promise.all(
    Array.from({ length: 200 }, async () => {
      const socket = await Socket.open()
      socket.raw.send(randomBytes(64 + Math.floor(Math.random() * 512)))
      await pause(100)
      socket.destroy()
    }),
  )
  await healthy()
})
