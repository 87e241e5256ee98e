// The real server as its operator and the proxy in front of it see it: /metrics moves with what
// happens and holds nothing of anybody, cookies are right behind https, and guesses sent side by
// side are slowed down like guesses one by one. The server trusts 127.0.0.1 and is behind
// https://chat.example.
import assert from "node:assert/strict"
import { randomBytes } from "node:crypto"
import { test } from "node:test"

import { Raw, ask, host, protocol } from "./support/raw.mjs"
import { Socket, frame, opcode, upgradeLines } from "./support/web_socket.mjs"

const secure = "https://chat.example"
const { COUNSELLOR_1, COUNSELLOR_1_PASSWORD, SUPERVISOR, SUPERVISOR_PASSWORD } = process.env

// The samples of /metrics: name with labels -> value; and the whole text.
async function figures() {
  const response = await fetch(`http://127.0.0.1:${process.env.METRICS_PORT}/metrics`)
  assert.equal(response.status, 200)
  const text = await response.text()
  const samples = new Map()
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#")) continue
    const blank = line.lastIndexOf(" ")
    samples.set(line.slice(0, blank), Number(line.slice(blank + 1)))
  }
  return { text, samples }
}

// Waits until the sample has risen by at least `by`.
async function rises(name, from, by = 1) {
  for (let step = 0; step < 50; ++step) {
    const value = (await figures()).samples.get(name) ?? 0
    if (value >= from + by) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  assert.fail(`${name} has not risen from ${from} by ${by}`)
}

const post = (path, body, ...fields) =>
  ask(
    [`POST ${path} HTTP/1.1`, `Host: ${host}`, `Origin: ${secure}`, "Content-Type: application/json",
     `Content-Length: ${Buffer.byteLength(body)}`, ...fields],
    { body, ms: 30_000 }, // a password takes a fifth of a second, and they wait for each other
  )
const signIn = (name, password, ...fields) => post("/api/v1/sign-in", JSON.stringify({ name, password }), ...fields)
const me = (cookie, ...fields) => ask(["GET /api/v1/me HTTP/1.1", `Host: ${host}`, `Cookie: ${cookie}`, ...fields])
const from = (address) => `X-Forwarded-For: ${address}`
const hello = () => JSON.stringify({ type: "hello", protocol, desk: "demo", load: randomBytes(16).toString("base64url"), public_key: randomBytes(65).toString("base64url"), first: true })

test("the figures move with what happens", async () => {
  const before = (await figures()).samples
  const at = (name) => before.get(name) ?? 0
  const socket = await Socket.open()
  await rises("yorisoi_sockets_accepted_total", at("yorisoi_sockets_accepted_total"))
  assert.ok((await figures()).samples.get('yorisoi_connections{role="visitor"}') >= 1)
  socket.send(frame(opcode.text, hello()))
  await rises("yorisoi_frames_received_total", at("yorisoi_frames_received_total"))
  await rises("yorisoi_frames_sent_total", at("yorisoi_frames_sent_total"))
  socket.send(frame(opcode.text, "nonsense"))
  assert.equal(await socket.closeCode(), 4101)
  await rises('yorisoi_connections_closed_total{code="4101"}', at('yorisoi_connections_closed_total{code="4101"}'))
  socket.destroy()
  assert.equal((await signIn("nobody-at-all", "x", from("203.0.113.200"))).status, 401)
  const wrong = 'yorisoi_sign_in_refusals_total{reason="wrong_name_or_password"}'
  await rises(wrong, at(wrong))
})

test("the figures say how the house is", async () => {
  const { samples } = await figures()
  assert.equal(samples.get('yorisoi_intake_open{desk="demo"}'), 1)
  assert.equal(samples.get("yorisoi_journal_up"), 1)
  assert.equal(samples.get("yorisoi_database_up"), 1)
  assert.ok(samples.get("yorisoi_journal_flush_seconds_count") >= 1)
  assert.ok(Math.abs(samples.get("process_start_time_seconds") - Date.now() / 1000) < 600)
  assert.ok(samples.has('yorisoi_counsellors{desk="demo",presence="available"}'))
})

test("the figures hold no address, no name and no session", async () => {
  await signIn(COUNSELLOR_1, COUNSELLOR_1_PASSWORD, from("203.0.113.201"))
  const { text } = await figures()
  for (const word of ["127.0.0.1", "203.0.113", COUNSELLOR_1, SUPERVISOR, "相談員", "chat.example"]) {
    assert.equal(text.includes(word), false, word)
  }
})

test("behind https a cookie is for https only, and is read as such", async () => {
  const signedIn = await signIn(COUNSELLOR_1, COUNSELLOR_1_PASSWORD, from("203.0.113.202"), "X-Forwarded-Proto: https")
  assert.equal(signedIn.status, 200)
  const cookie = signedIn.fields.get("set-cookie")
  assert.match(cookie, /^__Host-yorisoi=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/)
  const [token] = cookie.split(";")
  assert.equal((await me(token, "X-Forwarded-Proto: https")).status, 200)
  assert.equal((await me(token)).status, 200, "the only public origin is https")
  assert.equal((await me(token, "X-Forwarded-Proto: http")).status, 401)
  assert.equal((await me(token.replace("__Host-", ""), "X-Forwarded-Proto: https")).status, 401)

  const open = async (change) => {
    const raw = await Raw.open()
    raw.send(`${upgradeLines("/ws/counsellor", { Cookie: token, Origin: secure, ...change }).join("\r\n")}\r\n\r\n`)
    const { status } = await raw.response()
    raw.destroy()
    return status
  }
  assert.equal(await open({ "X-Forwarded-Proto": "https" }), 101)
  assert.equal(await open({ "X-Forwarded-Proto": "http" }), 403)
  assert.equal(await open({ "X-Forwarded-Proto": "https", Origin: "https://evil.example" }), 403)

  const signedOut = await post("/api/v1/sign-out", "{}", `Cookie: ${token}`, "X-Forwarded-Proto: https")
  assert.equal(signedOut.status, 204)
  assert.match(signedOut.fields.get("set-cookie"), /^__Host-yorisoi=; .*Secure; Max-Age=0$/)
  assert.equal((await me(token, "X-Forwarded-Proto: https")).status, 401)
})

test("an origin that nobody named is refused, whatever a proxy says", async () => {
  const body = JSON.stringify({ name: SUPERVISOR, password: SUPERVISOR_PASSWORD })
  for (const origin of ["http://chat.example", "https://chat.example:8443", "https://evil.example"]) {
    const { status } = await ask(
      ["POST /api/v1/sign-in HTTP/1.1", `Host: ${host}`, `Origin: ${origin}`, "Content-Type: application/json",
       `Content-Length: ${body.length}`, "X-Forwarded-Proto: https", "X-Forwarded-Host: chat.example"],
      { body },
    )
    assert.equal(status, 403)
  }
})

test("forty guesses side by side are three guesses", async () => {
  const name = `nobody-${randomBytes(4).toString("hex")}`
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) => signIn(name, `guess ${index}`, from(`198.51.100.${index}`))),
  )
  const judged = answers.filter(({ status }) => status === 401).length
  const refused = answers.filter(({ status }) => status === 429)
  assert.equal(judged, 3)
  assert.equal(refused.length, 37)
  for (const { fields } of refused) assert.ok(Number(fields.get("retry-after")) >= 1)
})

test("an address that tries many names side by side is slowed down, another one is not", async () => {
  const guesses = (address) =>
    Promise.all(
      Array.from({ length: 20 }, () => signIn(`nobody-${randomBytes(4).toString("hex")}`, "x", from(address))),
    )
  const judged = (answers) => answers.filter(({ status }) => status === 401).length
  assert.equal(judged(await guesses("192.0.2.77")), 10)
  assert.equal((await signIn(SUPERVISOR, SUPERVISOR_PASSWORD, from("192.0.2.77"))).status, 429)
  assert.equal((await signIn(SUPERVISOR, SUPERVISOR_PASSWORD, from("192.0.2.78"))).status, 200)
  assert.equal((await signIn(SUPERVISOR, SUPERVISOR_PASSWORD, from("8.8.8.8, 192.0.2.77"))).status, 429)
})
