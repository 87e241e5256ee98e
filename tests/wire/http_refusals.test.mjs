// Requests that must be refused: each is answered once with the right status, the connection is
// closed, what follows is never read as a request, and the server goes on answering others.
import assert from "node:assert/strict"
import { test } from "node:test"

import { Raw, healthy, host, pause, responses } from "./support/raw.mjs"
import { upgradeLines } from "./support/web_socket.mjs"

const get = (path, ...fields) => [`GET ${path} HTTP/1.1`, `Host: ${host}`, ...fields]
const post = (...fields) => [`POST /api/v1/beacon HTTP/1.1`, `Host: ${host}`, ...fields]
const json = "Content-Type: application/json"
const text = (lines, body = "") => `${lines.join("\r\n")}\r\n\r\n${body}`
const many = (count) => Array.from({ length: count }, (_, i) => `X-${i}: 1`)
const upgrade = (change) => text(upgradeLines("/ws/visitor", change))

const cases = [
  // Framing of the body: who disagrees about it can smuggle.
  [501, "chunked", text(post(json, "Transfer-Encoding: chunked"), "0\r\n\r\n")],
  [501, "chunked on GET", text(get("/", "Transfer-Encoding: chunked"), "0\r\n\r\n")],
  [501, "identity", text(post(json, "Transfer-Encoding: identity"))],
  [501, "gzip, chunked", text(post(json, "Transfer-Encoding: gzip, chunked"))],
  [501, "chunked, gzip", text(post(json, "Transfer-Encoding: chunked, gzip"))],
  [501, "an unknown coding", text(post(json, "Transfer-Encoding: xchunked"))],
  [400, "two Transfer-Encodings", text(post(json, "Transfer-Encoding: chunked", "Transfer-Encoding: chunked"))],
  [400, "length, then chunked", text(post(json, "Content-Length: 2", "Transfer-Encoding: chunked"), "{}")],
  [400, "chunked, then length", text(post(json, "Transfer-Encoding: chunked", "Content-Length: 2"), "{}")],
  [400, "length, then a coding that is not chunked", text(post(json, "Content-Length: 2", "Transfer-Encoding: x"), "{}")],
  [400, "a blank before the colon of Transfer-Encoding", text(post(json, "Transfer-Encoding : chunked"))],
  [400, "two equal lengths", text(post(json, "Content-Length: 2", "Content-Length: 2"), "{}")],
  [400, "two different lengths", text(post(json, "Content-Length: 2", "Content-Length: 3"), "{}")],
  [400, "a list of lengths", text(post(json, "Content-Length: 2, 2"), "{}")],
  [400, "a signed length", text(post(json, "Content-Length: +2"), "{}")],
  [400, "a negative length", text(post(json, "Content-Length: -2"), "{}")],
  [400, "a hexadecimal length", text(post(json, "Content-Length: 0x2"), "{}")],
  [400, "an empty length", text(post(json, "Content-Length:"), "{}")],
  [400, "a length with a blank in it", text(post(json, "Content-Length: 1 0"), "0123456789")],
  [400, "a length beyond 64 bits", text(post(json, "Content-Length: 18446744073709551617"), "{}")],
  [413, "a length of 64 bits", text(post(json, "Content-Length: 18446744073709551615"), "{}")],
  [413, "a body that is too long", text(post(json, "Content-Length: 4097"), "x".repeat(4097))],
  [411, "a POST without a length", text(post(json))],
  [400, "a body on GET", text(get("/", "Content-Length: 5"), "hello")],
  [400, "a body on HEAD", text([`HEAD / HTTP/1.1`, `Host: ${host}`, "Content-Length: 5"], "hello")],
  [400, "a body on DELETE", text([`DELETE / HTTP/1.1`, `Host: ${host}`, "Content-Length: 5"], "hello")],
  [417, "an expectation", text(post(json, "Content-Length: 2", "Expect: 100-continue"))],

  // The request line.
  [505, "HTTP/1.0", `GET / HTTP/1.0\r\nHost: ${host}\r\n\r\n`],
  [505, "HTTP/1.0 that keeps alive", `GET / HTTP/1.0\r\nHost: ${host}\r\nConnection: keep-alive\r\n\r\n`],
  [505, "HTTP/2.0", `GET / HTTP/2.0\r\nHost: ${host}\r\n\r\n`],
  [505, "HTTP/1.2", `GET / HTTP/1.2\r\nHost: ${host}\r\n\r\n`],
  [400, "HTTP/0.9", "GET /\r\n\r\n"],
  [505, "http/1.1 in small letters", `GET / http/1.1\r\nHost: ${host}\r\n\r\n`],
  [400, "absolute form", text([`GET http://${host}/ HTTP/1.1`, `Host: ${host}`])],
  [400, "authority form", text([`CONNECT ${host} HTTP/1.1`, `Host: ${host}`])],
  [400, "asterisk form", text(["OPTIONS * HTTP/1.1", `Host: ${host}`])],
  [400, "two blanks in the request line", `GET  / HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
  [505, "something behind the version", `GET / HTTP/1.1 x\r\nHost: ${host}\r\n\r\n`],
  [400, "an empty line first", `\r\nGET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
  [400, "a blank first", ` GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
  [400, "a method that is no token", `G(T / HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
  [400, "a TLS greeting", Buffer.from("16030100c8010000c40303", "hex")],
  [505, "the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],

  // Paths.
  [400, "a dot segment", text(get("/assets/../manifest.json"))],
  [400, "a dot segment at the end", text(get("/assets/.."))],
  [400, "a single dot", text(get("/./"))],
  [400, "an escaped dot segment", text(get("/assets/%2e%2e/manifest.json"))],
  [400, "an escaped slash", text(get("/assets%2f..%2fmanifest.json"))],
  [400, "a backslash", text(get("/assets\\..\\manifest.json"))],
  [400, "an escaped NUL", text(get("/icon.svg%00.html"))],
  [400, "two slashes", text(get("//example.org/"))],
  [400, "a fragment", text(get("/#x"))],
  [400, "bytes beyond ASCII in the path", `GET /\xe3\x81\x82 HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
  [404, "the manifest", text(get("/manifest.json"))],
  [404, "a hidden file", text(get("/assets/.env"))],
  [404, "a coded neighbour", text(get("/icon.svg.gz"))],
  [404, "the folder of the assets", text(get("/assets/"))],
  [404, "another file of the folder", text(get("/counsellor/index.html"))],
  [404, "what does not exist", text(get("/wp-login.php"))],

  // Fields.
  [400, "no Host", "GET / HTTP/1.1\r\n\r\n"],
  [400, "two Hosts", text(get("/", `Host: ${host}`))],
  [400, "an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n"],
  [400, "a Host with userinfo", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"],
  [400, "a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"],
  [400, "a folded field", text(get("/", "X-A: 1\r\n 2"))],
  [400, "a folded field with a tab", text(get("/", "X-A: 1\r\n\t2"))],
  [400, "a folded first field", `GET / HTTP/1.1\r\n Host: ${host}\r\n\r\n`],
  [400, "a bare LF", `GET / HTTP/1.1\nHost: ${host}\n\n`],
  [400, "a bare LF inside", `GET / HTTP/1.1\r\nHost: ${host}\r\nX-A: 1\nX-B: 2\r\n\r\n`],
  [400, "a bare CR", text(get("/", "X-A: 1\rX-B: 2"))],
  [400, "a NUL", text(get("/", "X-A: a\0b"))],
  [400, "an escape character", text(get("/", "X-A: \x1b[2J"))],
  [400, "a DEL", text(get("/", "X-A: \x7f"))],
  [400, "a field without a colon", text(get("/", "X-A"))],
  [400, "a field without a name", text(get("/", ": 1"))],
  [400, "a blank in a name", text(get("/", "X A: 1"))],
  [400, "bytes beyond ASCII in a name", `GET / HTTP/1.1\r\nHost: ${host}\r\nX-\xe9: 1\r\n\r\n`],
  [400, "two Origins", text(get("/", "Origin: null", `Origin: http://${host}`))],
  [400, "two Cookies", text(get("/", "Cookie: a=1", "Cookie: a=2"))],
  [431, "51 fields", text(get("/", ...many(50)))],
  [431, "10,000 fields", text(get("/", ...many(10000)))],
  [431, "a head of more than 8 KiB", text(get("/", `X-A: ${"a".repeat(8192)}`))],
  [431, "a head of 64 KiB", text(get("/", `X-A: ${"a".repeat(65536)}`))],
  [431, "a target of 9 KiB", text(get(`/${"a".repeat(9216)}`))],
  [431, "a head that never ends", `GET / HTTP/1.1\r\nHost: ${host}\r\nX-A: ${"a".repeat(9000)}`],

  // Methods and types.
  [405, "POST of a page", text([`POST / HTTP/1.1`, `Host: ${host}`, "Content-Length: 0"])],
  [405, "PUT of a file", text([`PUT /icon.svg HTTP/1.1`, `Host: ${host}`])],
  [405, "TRACE", text(["TRACE / HTTP/1.1", `Host: ${host}`])],
  [405, "a method nobody knows", text(["BREW / HTTP/1.1", `Host: ${host}`])],
  [405, "get in small letters", text(["get / HTTP/1.1", `Host: ${host}`])],
  [405, "DELETE of the API", text(["DELETE /api/v1/me HTTP/1.1", `Host: ${host}`])],
  [405, "HEAD of the API", text(["HEAD /api/v1/me HTTP/1.1", `Host: ${host}`])],
  [415, "a form", text(post("Content-Type: application/x-www-form-urlencoded", "Content-Length: 3"), "a=1")],
  [415, "text that could be JSON", text(post("Content-Type: text/plain", "Content-Length: 2"), "{}")],
  [415, "no type", text(post("Content-Length: 2"), "{}")],

  // Upgrades.
  [403, "no Origin", upgrade({ Origin: null })],
  [403, "another Origin", upgrade({ Origin: "https://evil.example" })],
  [403, "an opaque Origin", upgrade({ Origin: "null" })],
  [403, "our Origin with something behind it", upgrade({ Origin: `http://${host}.evil.example` })],
  [403, "our Origin on another port", upgrade({ Origin: "http://127.0.0.1:1" })],
  [403, "our Origin with userinfo", upgrade({ Origin: `http://evil@${host}` })],
  [404, "an unknown WebSocket", text(upgradeLines("/ws/nobody"))],
  [404, "a WebSocket below another", text(upgradeLines("/ws/visitor/x"))],
  [426, "no Upgrade", upgrade({ Upgrade: null })],
  [426, "another Upgrade", upgrade({ Upgrade: "h2c" })],
  [426, "Connection without upgrade", upgrade({ Connection: "keep-alive" })],
  [426, "version 8", upgrade({ "Sec-WebSocket-Version": "8" })],
  [426, "no version", upgrade({ "Sec-WebSocket-Version": null })],
  [400, "no key", upgrade({ "Sec-WebSocket-Key": null })],
  [400, "a short key", upgrade({ "Sec-WebSocket-Key": "AAAA" })],
  [400, "a long key", upgrade({ "Sec-WebSocket-Key": `${"A".repeat(40)}==` })],
  [400, "a key that is not base64", upgrade({ "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25j!!==" })],
  [400, "two keys", text([...upgradeLines("/ws/visitor"), "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="])],
  [405, "an upgrade by POST", text(upgradeLines("/ws/visitor").map((line) => line.replace(/^GET/, "POST")).concat("Content-Length: 0"))],
  [400, "a request behind an upgrade", upgrade() + text(get("/healthz"))],
  [400, "a frame behind an upgrade", Buffer.concat([Buffer.from(upgrade()), Buffer.from("818000000000", "hex")])],
]

const bytesOf = (request) => (Buffer.isBuffer(request) ? request : Buffer.from(request, "latin1"))

// What a smuggler hopes will be read as the next request.
const smuggled = Buffer.from(text(get("/healthz", "X-Smuggled: wire-marker")))

for (const [status, name, request] of cases) {
  test(`refused with ${status}: ${name}`, async () => {
    const raw = await Raw.open({ halfOpen: true })
    const head = bytesOf(request)
    raw.send(Buffer.concat([head, head.includes("\r\n\r\n") ? smuggled : Buffer.alloc(0)]))
    const isHead = head.toString("latin1").startsWith("HEAD")
    const response = await raw.response({ head: isHead })
    assert.equal(response.status, status)
    assert.equal(response.fields.get("connection"), "close")
    assert.equal(response.fields.has("server"), false)
    assert.equal(response.fields.get("cache-control"), "no-store")
    assert.match(response.fields.get("content-security-policy"), /default-src 'none'/)
    if (status === 405) assert.ok(response.fields.get("allow"))
    raw.socket.on("data", () => assert.fail("a second response"))
    raw.socket.write(smuggled) // and once more, when the refusal has been read
    await raw.end()
    assert.equal(responses(raw.received), 0)
    raw.destroy()
    await healthy()
  })
}

test("whoever sends ahead gets one answer and no other", async () => {
  const raw = await Raw.open({ halfOpen: true })
  raw.send(text(get("/healthz")) + text(get("/healthz")))
  assert.equal((await raw.response()).status, 200)
  await raw.end()
  assert.equal(responses(raw.received), 0)
  raw.destroy()
})

test("received text is never sent back", async () => {
  for (const request of [get("/wire-marker"), get("/", "X-A: wire-marker"), ["MARK /wire-marker HTTP/1.1", "Host: wire-marker"]]) {
    const raw = await Raw.open()
    raw.send(text([...request, "Connection: close"]))
    await raw.end()
    assert.equal(raw.received.includes("wire-marker"), false)
    raw.destroy()
  }
})

test("a head that comes byte by byte is read", async () => {
  const raw = await Raw.open()
  for (const byte of Buffer.from(text(get("/healthz")))) {
    raw.send(Buffer.from([byte]))
    await pause(2)
  }
  assert.equal((await raw.response()).status, 200)
  raw.destroy()
})
