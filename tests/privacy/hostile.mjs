// Whoever is no page of ours: words in clear, in every place in which a server could take them for
// something to write down, each from an address of its own. What becomes of them is not judged here, only
// that each is sent.
import { createECDH, randomBytes } from "node:crypto"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { connect } from "node:net"
import { join } from "node:path"

const { protocol } = JSON.parse(readFileSync(join(process.env.ROOT, "protocol/catalogue.json"), "utf8"))

const name = (bytes) => randomBytes(bytes).toString("base64url")
const publicKey = () => createECDH("prime256v1").generateKeys().toString("base64url")
const text = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part)))
const escaped = (word) => encodeURIComponent(word)

const request = (line, fields = [], body = "") =>
  text(`${line} HTTP/1.1\r\nHost: 127.0.0.1\r\n`, ...fields.map((field) => `${field}\r\n`), body === "" ? "" : `Content-Length: ${Buffer.byteLength(body)}\r\n`, "\r\n", body)
const post = (path, body, fields = []) => (_, origin) => request(`POST ${path}`, [`Origin: ${origin}`, "Content-Type: application/json", ...fields], body)

const upgrade = (role, origin, fields = []) =>
  request(`GET /ws/${role}`, [`Origin: ${origin}`, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`, ...fields])

function frame(payload, opcode = 1) {
  const bytes = Buffer.from(payload)
  const mask = randomBytes(4)
  const head = bytes.length < 126 ? Buffer.from([0x80 | opcode, 0x80 | bytes.length]) : Buffer.from([0x80 | opcode, 0xfe, bytes.length >> 8, bytes.length & 255])
  return Buffer.concat([head, mask, bytes.map((byte, at) => byte ^ mask[at & 3])])
}

const hello = (more = {}) => JSON.stringify({ type: "hello", protocol, desk: "demo", load: name(16), public_key: publicKey(), first: true, ...more })
const word = (sealed, more = {}) => JSON.stringify({ type: "word", session: "3-17", membership: 2, stream: name(16), number: 1, key: 1, sealed, ...more })

// A page that says these frames, the word in one of them.
const says = (...frames) => (word_, origin) => [upgrade("visitor", origin), ...frames.map((one) => frame(one(word_)))]
const greeted = (...frames) => says(() => hello(), ...frames)

// Ways by name; each gives what is sent, in pieces, for a word.
export const ways = {
  "no JSON": greeted((one) => `{"type":"word","sealed":"${one}`),
  "text behind": greeted((one) => `{"type":"ping"} ${one}`),
  "unknown type": greeted((one) => JSON.stringify({ type: one })),
  "unknown key": greeted((one) => JSON.stringify({ type: "ping", [one]: one })),
  "double key": greeted((one) => `{"type":"ping","type":"${one}"}`),
  "a clear word as a locked one": greeted((one) => word(one)),
  "base64 of a clear word": greeted((one) => word(Buffer.from(one).toString("base64url"))),
  "no version": greeted((one) => word(text([0], one, Buffer.alloc(300)).toString("base64url"))),
  "the wrong version": greeted((one) => word(text([9, 0, 0, 0, 0, 0, 0, 0, 0], one, Buffer.alloc(300)).toString("base64url"))),
  "the wrong stage": greeted((one) => word(text([1, 0, 0, 0, 0, 0, 0, 0, 0], one, Buffer.alloc(300)).toString("base64url"))),
  "before the greeting": says((one) => word(one)),
  "the wrong protocol": says((one) => hello({ protocol: 1, load: one })),
  "a desk": says((one) => hello({ desk: one })),
  "a load": says((one) => hello({ load: one })),
  "a public key": says((one) => hello({ public_key: one })),
  "a pass": says((one) => hello({ pass: one })),
  "a session": greeted((one) => word("A".repeat(400), { session: one })),
  "a stream": greeted((one) => word("A".repeat(400), { stream: one })),
  "an answer": greeted(() => JSON.stringify({ type: "consent" }), (one) => JSON.stringify({ type: "join", pass: name(32), answers: { topic: one } })),
  "a binary frame": (one, origin) => [upgrade("visitor", origin), frame(one, 2)],
  "a ping of the wire": (one, origin) => [upgrade("visitor", origin), frame(one, 9)],
  "a close reason": (one, origin) => [upgrade("visitor", origin), frame(text([3, 232], one), 8)],
  "too large": greeted((one) => JSON.stringify({ type: "ping", filler: one.repeat(2_300) })),
  "deep": greeted((one) => `${"[".repeat(500)}"${one}"`),
  "a sign-in name": (one, origin) => post("/api/v1/sign-in", JSON.stringify({ name: one, password: "wrong" }))(one, origin),
  "a password": (one, origin) => post("/api/v1/sign-in", JSON.stringify({ name: "sora", password: one }))(one, origin),
  "no JSON in a body": (one, origin) => post("/api/v1/sign-in", `{"name":"${one}`)(one, origin),
  "a beacon": (one, origin) => post("/api/v1/beacon", JSON.stringify({ pass: one, load: one, says: one }))(one, origin),
  "a body that is too large": (one, origin) => post("/api/v1/beacon", one.repeat(400))(one, origin),
  "a path": (one) => request(`GET /${escaped(one)}`),
  "a raw path": (one) => request(text("GET /", one).toString("latin1")),
  "a query": (one) => request(`GET /?q=${escaped(one)}`),
  "a desk of the API": (one) => request(`GET /api/v1/desks/${escaped(one)}/today`),
  "a method": (one) => text(one, " / HTTP/1.1\r\nHost: a\r\n\r\n"),
  "a host": (one) => text("GET / HTTP/1.1\r\nHost: ", one, "\r\n\r\n"),
  "a user agent": (one) => request("GET /", [`User-Agent: ${one}`]),
  "a referrer": (one) => request("GET /", [`Referer: https://example.org/?q=${one}`]),
  "forwarded": (one) => request("GET /", [`X-Forwarded-For: ${one}`, `Forwarded: for=${one}`, `X-Real-IP: ${one}`]),
  "a cookie": (one, origin) => upgrade("counsellor", origin, [`Cookie: yorisoi=${one}; __Host-yorisoi=${one}`]),
  "an origin": (one) => upgrade("visitor", `https://${one}.example.org`),
  "a field that is too long": (one) => request("GET /", [`X-Long: ${one.repeat(900)}`]),
  "a subprotocol": (one, origin) => upgrade("visitor", origin, [`Sec-WebSocket-Protocol: ${one}`]),
  "no HTTP": (one) => text(one, "\r\n\r\n"),
}

// Sends each word one way, in turn, or all `only` one way, from its address; waits for the answers, and
// gives how many were had and how many of these were a page's welcome.
export async function hostile({ port, origin, words, from, only = null }) {
  const names = only === null ? Object.keys(ways) : [only]
  const told = { answered: 0, welcomed: 0 }
  const one = async (at) => {
    const pieces = [ways[names[at % names.length]](words[at], origin)].flat()
    const socket = connect({ port, host: "127.0.0.1", localAddress: from[at] })
    socket.on("error", () => {})
    let heard = ""
    socket.on("data", (bytes) => { heard += bytes.toString("latin1") })
    const closed = once(socket, "close").catch(() => {})
    await Promise.race([once(socket, "connect").catch(() => {}), closed])
    for (const piece of pieces) {
      if (socket.destroyed) break
      socket.write(piece)
      await new Promise((resolve) => setTimeout(resolve, 60)) // the handshake before the frames
    }
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 700))])
    socket.destroy()
    told.answered += heard === "" ? 0 : 1
    told.welcomed += heard.includes('"type":"welcome"') ? 1 : 0
  }
  const width = 10
  for (let at = 0; at < words.length; at += width) {
    await Promise.all(words.slice(at, at + width).map((_, beside) => one(at + beside)))
  }
  return told
}
