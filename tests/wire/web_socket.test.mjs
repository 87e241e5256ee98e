// RFC 6455 as a hostile page would break it, and what the protocol closes by itself. On the path of
// visitors, because nobody has to sign in there.
import assert from "node:assert/strict"
import { randomBytes } from "node:crypto"
import { test } from "node:test"

import { healthy, protocol } from "./support/raw.mjs"
import { Socket, acceptOf, closeFrame, frame, opcode } from "./support/web_socket.mjs"

const hello = (change = {}) =>
  JSON.stringify({ type: "hello", protocol, desk: "demo", load: randomBytes(16).toString("base64url"), public_key: randomBytes(65).toString("base64url"), first: true, ...change })
const longest = 24 * 1024 // limits::frame_bytes

// Sends these frames on a fresh connection and requires the close code.
function closes(code, name, ...frames) {
  test(`closed with ${code}: ${name}`, async () => {
    const socket = await Socket.open()
    socket.send(...frames)
    assert.equal(await socket.closeCode(), code)
    socket.send(closeFrame(code))
    await socket.raw.end()
    socket.destroy()
    await healthy()
  })
}

const { continuation, text, binary, close, ping, pong } = opcode

closes(1002, "an unmasked frame", frame(text, "{}", { mask: false }))
closes(1002, "an unmasked ping", frame(ping, "", { mask: false }))
for (const reserved of [1, 2, 3, 4, 5, 6, 7]) {
  closes(1002, `reserved bits ${reserved} on a text`, frame(text, "{}", { reserved }))
}
closes(1002, "a reserved bit on a ping", frame(ping, "", { reserved: 1 }))
closes(1002, "a reserved bit on a continuation", frame(text, "{", { fin: false }), frame(continuation, "}", { reserved: 4 }))
for (const op of [3, 4, 5, 6, 7, 11, 12, 13, 14, 15]) {
  closes(1002, `reserved opcode ${op}`, frame(op, "x"))
}
closes(1002, "a fragmented ping", frame(ping, "x", { fin: false }))
closes(1002, "a fragmented pong", frame(pong, "x", { fin: false }))
closes(1002, "a fragmented close", frame(close, "", { fin: false }))
closes(1002, "a ping of 126 bytes", frame(ping, "x".repeat(126)))
closes(1002, "a close of 126 bytes", closeFrame(1000, "x".repeat(124)))
closes(1002, "a continuation of nothing", frame(continuation, "x"))
closes(1002, "a text inside a text", frame(text, "{", { fin: false }), frame(text, "}"))
closes(1002, "a short length written with 16 bits", frame(text, "{}", { width: 16 }))
closes(1002, "a short length written with 64 bits", frame(text, "{}", { width: 64 }))
closes(1002, "a close of one byte", frame(close, "x"))
for (const code of [0, 999, 1004, 1005, 1006, 1015, 1016, 2999]) {
  closes(1002, `a close with code ${code}`, closeFrame(code))
}

closes(1003, "a binary frame", frame(binary, "{}"))
closes(1003, "a fragmented binary frame", frame(binary, "{", { fin: false }), frame(continuation, "}"))

closes(1009, "a frame of one byte too many", frame(text, "x".repeat(longest + 1)))
closes(1009, "a frame of 64 KiB", frame(text, "x".repeat(65536)))
closes(1009, "a frame that says it is huge", frame(text, "", { length: 1n << 40n, width: 64 }))
closes(1009, "fragments that are too many together", frame(text, "x".repeat(longest), { fin: false }), frame(continuation, "x"))
closes(1009, "a length with its top bit set", frame(text, "", { length: 1n << 63n, width: 64 }))
closes(1009, "the largest length there is", frame(text, "", { length: (1n << 64n) - 1n, width: 64 }))

for (const [name, hex] of [
  ["an unfinished sequence", "e381"],
  ["a lone continuation byte", "80"],
  ["an overlong slash", "c0af"],
  ["an overlong NUL", "e08080"],
  ["a surrogate", "eda080"],
  ["a code point beyond Unicode", "f4908080"],
  ["a byte that is never UTF-8", "ff"],
]) {
  closes(1007, `${name} in a text`, frame(text, Buffer.from(hex, "hex")))
}
closes(1007, "bad UTF-8 over two fragments", frame(text, Buffer.from("e3", "hex"), { fin: false }), frame(continuation, "x"))

closes(4101, "not JSON", frame(text, "hello"))
closes(4101, "an empty text", frame(text, ""))
closes(4101, "an unknown message", frame(text, '{"type":"nonsense"}'))
closes(4101, "a staff message on a visitor's path", frame(text, '{"type":"take_next","taken":0}'))
closes(4101, "brackets without end", frame(text, "[".repeat(10000)))
closes(4101, "a longest frame of blanks", frame(text, " ".repeat(longest)))
closes(4101, "a message before hello", frame(text, '{"type":"leave"}'))
closes(4102, "an older protocol", frame(text, hello({ protocol: 0 })))
closes(4102, "a newer protocol", frame(text, hello({ protocol: 4294967295 })))
closes(4003, "a flood of pings of ours", frame(text, hello()), ...Array.from({ length: 1500 }, () => frame(text, '{"type":"ping"}')))
closes(4003, "a flood of pings of the protocol", ...Array.from({ length: 1500 }, () => frame(ping)))

for (const code of [1000, 1001, 1011, 3000, 4999]) {
  test(`a page that closes with ${code} is answered with it`, async () => {
    const socket = await Socket.open()
    socket.send(closeFrame(code))
    assert.equal(await socket.closeCode(), code)
    await socket.raw.end()
    socket.destroy()
  })
}

test("a page that closes without a code is answered", async () => {
  const socket = await Socket.open()
  socket.send(frame(close))
  assert.notEqual(await socket.closeCode(), null)
  await socket.raw.end()
})

test("the handshake is RFC 6455's, without extension, subprotocol or name", async () => {
  const socket = await Socket.open()
  const { fields } = socket.upgrade
  assert.equal(fields.get("sec-websocket-accept"), acceptOf("dGhlIHNhbXBsZSBub25jZQ=="))
  assert.equal(fields.has("sec-websocket-extensions"), false)
  assert.equal(fields.has("sec-websocket-protocol"), false)
  assert.equal(fields.get("server") ?? "", "")
  socket.destroy()
})

// The next text frame as a message.
async function message(socket) {
  const got = await socket.next()
  assert.equal(got?.op, text)
  assert.equal(got.fin, true)
  return JSON.parse(got.payload.toString())
}

test("hello is answered with welcome", async () => {
  const socket = await Socket.open()
  socket.send(frame(text, hello()))
  const welcome = await message(socket)
  assert.equal(welcome.type, "welcome")
  assert.equal(welcome.limits.ping_seconds, 10)
  socket.destroy()
})

test("a hello in fragments, with pings between and inside, is a hello", async () => {
  const socket = await Socket.open()
  const whole = Buffer.from(hello())
  const frames = [frame(text, whole.subarray(0, 1), { fin: false }), frame(ping, "a"), frame(continuation, "", { fin: false })]
  for (let at = 1; at < whole.length; ++at) {
    frames.push(frame(continuation, whole.subarray(at, at + 1), { fin: false }))
  }
  frames.push(frame(ping, "b"), frame(continuation, ""))
  for (const byte of Buffer.concat(frames)) socket.send(Buffer.from([byte]))
  assert.deepEqual(await socket.next(), { op: pong, fin: true, payload: Buffer.from("a") })
  assert.deepEqual(await socket.next(), { op: pong, fin: true, payload: Buffer.from("b") })
  assert.equal((await message(socket)).type, "welcome")
  socket.destroy()
})

test("a ping is answered with what it carried", async () => {
  const socket = await Socket.open()
  for (const payload of ["", "a", "x".repeat(125)]) {
    socket.send(frame(ping, payload), frame(pong, "unasked"))
    assert.deepEqual(await socket.next(), { op: pong, fin: true, payload: Buffer.from(payload) })
  }
  socket.destroy()
})

