// Who is not exactly one of our origins opens no socket and changes nothing by the API, whatever
// cookie its browser sends along; who is, does.
import assert from "node:assert/strict"
import { before, test } from "node:test"

import { hostile } from "./support/origins.mjs"
import { Raw, ask, healthy, host, origin, port } from "./support/raw.mjs"
import { signIn } from "./support/people.mjs"
import { upgradeLines } from "./support/web_socket.mjs"

const { COUNSELLOR_3, COUNSELLOR_3_PASSWORD, SUPERVISOR, SUPERVISOR_PASSWORD } = process.env
const forms = hostile(port)
const sockets = ["/ws/visitor", "/ws/counsellor", "/ws/supervisor"]
const calls = ["/api/v1/sign-in", "/api/v1/sign-out", "/api/v1/beacon"]
const cookies = {}

before(async () => {
  cookies.counsellor = (await signIn(COUNSELLOR_3, COUNSELLOR_3_PASSWORD)).cookie
  cookies.supervisor = (await signIn(SUPERVISOR, SUPERVISOR_PASSWORD)).cookie
  assert.ok(cookies.counsellor && cookies.supervisor)
})

// Of that role; the visitor's socket gets the counsellor's, which must change nothing.
const cookieFor = (path) => (path === "/ws/supervisor" ? cookies.supervisor : cookies.counsellor)

async function statusOf(lines, body = "") {
  const raw = await Raw.open()
  raw.send(Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`, "utf8"))
  const { status } = await raw.response()
  raw.destroy()
  return status
}

function opening(path, originLines, cookie) {
  const lines = upgradeLines(path, { Origin: null, ...(cookie && { Cookie: cookie }) })
  return statusOf([...lines, ...originLines])
}

function calling(path, originLines, cookie) {
  const body = path.endsWith("sign-in") ? JSON.stringify({ name: COUNSELLOR_3, password: COUNSELLOR_3_PASSWORD }) : "{}"
  const lines = [`POST ${path} HTTP/1.1`, `Host: ${host}`, "Content-Type: application/json", `Content-Length: ${body.length}`]
  return statusOf([...lines, ...(cookie ? [`Cookie: ${cookie}`] : []), ...originLines], body)
}

const me = async (cookie) => (await ask(["GET /api/v1/me HTTP/1.1", `Host: ${host}`, `Cookie: ${cookie}`])).status

// Answered 403, or 400 where it is no HTTP or says it twice, 431 where it is too long.
async function allRefused(how, paths, cookieOf) {
  const accepted = []
  let refused = 0
  for (const [name, lines] of forms)
    for (const path of paths) {
      const status = await how(path, lines, cookieOf(path))
      if ([400, 403, 431].includes(status)) refused += 1
      else accepted.push(`${path} ${name}: ${status}`)
    }
  assert.deepEqual(accepted, [])
  assert.equal(refused, forms.length * paths.length)
}

test("there are at least 200 forms, each another", () => {
  assert.equal(new Set(forms.map(([, lines]) => lines.join("\n"))).size, forms.length)
  assert.ok(forms.length >= 200, `${forms.length}`)
  console.log(`# ${forms.length} forms of an Origin`)
})

test("none opens a socket with the cookie of its role", () => allRefused(opening, sockets, cookieFor))
test("none opens a socket without a cookie", () => allRefused(opening, sockets, () => undefined))
test("none changes anything by the API with a cookie", () => allRefused(calling, calls, cookieFor))
test("none changes anything by the API without one", () => allRefused(calling, calls, () => undefined))

test("nobody was signed out by any of them", async () => {
  assert.equal(await me(cookies.counsellor), 200)
  assert.equal(await me(cookies.supervisor), 200)
  await healthy()
})

const listed = [origin, `http://localhost:${port}`, `http://[::1]:${port}`, "https://chat.example"]

test("each of ours opens each socket, staff's with a cookie of that role", async () => {
  for (const one of listed)
    for (const path of sockets) assert.equal(await opening(path, [`Origin: ${one}`], cookieFor(path)), 101, `${one} ${path}`)
})

test("blanks around ours are no part of it", async () => {
  assert.equal(await opening("/ws/visitor", [`Origin: \t ${origin} \t`]), 101)
})

test("ours without a cookie, or with one of another role, opens no staff socket", async () => {
  for (const path of sockets.slice(1)) assert.equal(await opening(path, [`Origin: ${origin}`]), 403)
  assert.equal(await opening("/ws/supervisor", [`Origin: ${origin}`], cookies.counsellor), 403)
  assert.equal(await opening("/ws/counsellor", [`Origin: ${origin}`], cookies.supervisor), 403)
})

test("ours calls the API", async () => {
  for (const one of listed) assert.equal(await calling("/api/v1/beacon", [`Origin: ${one}`]), 204)
  for (const cookie of Object.values(cookies)) assert.equal(await calling("/api/v1/sign-out", [`Origin: ${origin}`], cookie), 204)
  assert.equal(await me(cookies.counsellor), 401)
})
