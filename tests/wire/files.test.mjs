// What is served to a well-behaved browser: pages, files in their codings, and the fields that keep
// a browser careful.
import assert from "node:assert/strict"
import { test } from "node:test"
import { brotliDecompressSync, gunzipSync } from "node:zlib"

import { Raw, ask, host } from "./support/raw.mjs"

const get = (path, ...fields) => ask([`GET ${path} HTTP/1.1`, `Host: ${host}`, ...fields])

// An asset that the counsellor's page names.
async function anAsset() {
  const page = (await get("/counsellor/")).body.toString()
  const found = page.match(/\/assets\/[A-Za-z0-9._-]+\.js/)
  assert.ok(found, "the counsellor's page names no script")
  return found[0]
}

for (const path of ["/", "/about/ja", "/about/ja-easy", "/about/en", "/counsellor/", "/supervisor/"]) {
  test(`${path} is a page that no browser keeps`, async () => {
    const { status, fields, body } = await get(path)
    assert.equal(status, 200)
    assert.equal(fields.get("content-type"), "text/html; charset=utf-8")
    assert.equal(fields.get("cache-control"), "no-store")
    assert.match(body.toString(), /^<!doctype html>/i)
  })
}

test("every response carries the security fields", async () => {
  for (const path of ["/", "/healthz", "/nowhere", "/counsellor", await anAsset()]) {
    const { fields } = await get(path)
    const policy = fields.get("content-security-policy")
    for (const part of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"]) {
      assert.ok(policy.split("; ").includes(part), `${path}: ${part}`)
    }
    assert.doesNotMatch(policy, /unsafe/)
    assert.equal(fields.get("referrer-policy"), "no-referrer")
    assert.equal(fields.get("x-content-type-options"), "nosniff")
    assert.equal(fields.get("cross-origin-opener-policy"), "same-origin")
    assert.equal(fields.get("cross-origin-resource-policy"), "same-origin")
    assert.match(fields.get("permissions-policy"), /camera=\(\).*geolocation=\(\).*microphone=\(\)/)
    assert.equal(fields.has("strict-transport-security"), false) // this server speaks no TLS
    assert.equal(fields.has("server"), false)
  }
})

test("/counsellor moves to /counsellor/, wherever the query points", async () => {
  const { status, fields } = await get("/counsellor?next=//evil.example")
  assert.equal(status, 301)
  assert.equal(fields.get("location"), "/counsellor/")
})

test("a query changes nothing", async () => {
  assert.equal((await get("/?utm_source=x&a=%E3%81%82")).status, 200)
})

test("an asset is kept for ever and comes in the coding that is wanted", async () => {
  const path = await anAsset()
  const plain = await get(path)
  assert.equal(plain.status, 200)
  assert.equal(plain.fields.has("content-encoding"), false)
  assert.equal(plain.fields.get("cache-control"), "public, max-age=31536000, immutable")
  assert.equal(plain.fields.get("content-type"), "text/javascript; charset=utf-8")
  const tags = new Set([plain.fields.get("etag")])
  const wanted = [
    ["gzip, deflate, br", "br", brotliDecompressSync],
    ["br;q=0.5, gzip", "gzip", gunzipSync],
    ["GZIP;Q=1.0", "gzip", gunzipSync],
    ["br;q=0, gzip;q=0.001", "gzip", gunzipSync],
    ["*", "br", brotliDecompressSync],
    ["*;q=0.3, br;q=0", "gzip", gunzipSync],
    ["gzip;q=0, br;q=0", undefined, (bytes) => bytes],
    ["identity, br;q=0.9", undefined, (bytes) => bytes],
    ["br;q=2", undefined, (bytes) => bytes],
    ["deflate", undefined, (bytes) => bytes],
    [",,;q=,x;y", undefined, (bytes) => bytes],
  ]
  for (const [accepted, coding, decoded] of wanted) {
    const { fields, body } = await get(path, `Accept-Encoding: ${accepted}`)
    assert.equal(fields.get("content-encoding"), coding, accepted)
    assert.equal(fields.get("vary"), "Accept-Encoding")
    assert.deepEqual(decoded(body), plain.body)
    tags.add(fields.get("etag"))
  }
  assert.equal(tags.size, 3, "each coding has its own tag")
})

test("the first page is sent in the coding that is wanted, and is much smaller for it", async () => {
  const plain = await get("/")
  for (const accepted of ["gzip, deflate, br", "gzip", "*"]) {
    const { fields, body } = await get("/", `Accept-Encoding: ${accepted}`)
    assert.equal(fields.get("content-encoding"), "gzip", accepted)
    assert.equal(fields.get("vary"), "Accept-Encoding")
    assert.equal(fields.get("cache-control"), "no-store")
    assert.deepEqual(gunzipSync(body), plain.body)
    assert.ok(body.length * 2 < plain.body.length, `${body.length} bytes of ${plain.body.length}`)
    assert.match(fields.get("etag"), /^"[0-9a-f]{64}"$/)
    assert.notEqual(fields.get("etag"), plain.fields.get("etag"))
  }
  assert.equal(plain.fields.has("content-encoding"), false)
  assert.equal((await get("/", "Accept-Encoding: br")).fields.has("content-encoding"), false)
})

for (const kind of ["an asset", "the first page"]) test(`a browser that has ${kind} is told so`, async () => {
  const path = kind === "an asset" ? await anAsset() : "/"
  const tag = (await get(path)).fields.get("etag")
  for (const known of [tag, `W/${tag}`, `"x", ${tag}`, "*"]) {
    const { status, fields, body } = await get(path, `If-None-Match: ${known}`)
    assert.equal(status, 304)
    assert.equal(fields.has("content-length"), false)
    assert.equal(body.length, 0)
    assert.equal(fields.get("etag"), tag)
  }
  assert.equal((await get(path, 'If-None-Match: "x"')).status, 200)
})

test("HEAD tells the length and sends nothing", async () => {
  const raw = await Raw.open()
  const lines = (method) => `${method} /counsellor/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`
  raw.send(lines("HEAD"))
  const head = await raw.response({ head: true })
  raw.send(lines("GET"))
  const whole = await raw.response()
  assert.equal(head.status, 200)
  assert.equal(Number(head.fields.get("content-length")), whole.body.length)
  raw.destroy()
})

test("a connection is kept for the next request, not for the hundred-and-first", async () => {
  const raw = await Raw.open()
  for (let number = 1; number <= 100; ++number) {
    raw.send(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    const { status, fields } = await raw.response()
    assert.equal(status, 200)
    assert.equal(fields.get("connection"), number === 100 ? "close" : undefined)
  }
  await raw.end()
})

test("the API is asked and nobody is signed in", async () => {
  const { status, fields } = await get("/api/v1/me")
  assert.equal(status, 401)
  assert.equal(fields.get("cache-control"), "no-store")
  assert.equal(fields.get("content-type"), "application/json")
})
