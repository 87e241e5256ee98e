// An evening that begins without PostgreSQL: people are served, staff who were signed in go on, and
// when the database is back, who may not be signed in any more is out within a second. Writes `do
// back` when the database is to come, and reads a line when that is done.
import assert from "node:assert/strict"

import { ask, host } from "./raw.mjs"
import { alarmed, counsellor, joins, says, shell, signIn, supervisor, visitor } from "./people.mjs"

const { CHANGED, KEPT, SUPERVISORS, SUPERVISOR, SUPERVISOR_PASSWORD } = process.env

const page = await ask(["GET / HTTP/1.1", `Host: ${host}`])
assert.equal(page.status, 200)
const html = page.body.toString()
const packed = await ask(["GET / HTTP/1.1", `Host: ${host}`, "Accept-Encoding: gzip"])
assert.equal(packed.fields.get("content-encoding"), "gzip")
assert.ok(packed.body.length <= 12 * 1024, `the first page has ${packed.body.length} bytes on the wire`)
assert.match(html, /<h2 data-text="silent">声を出せないとき<\/h2>/)
assert.match(html, /<span class="sample">見本<\/span>/)
assert.match(html, /data-exit="https:\/\/www[.]jma[.]go[.]jp\/"/)

const sora = await counsellor(CHANGED)
const umi = await counsellor(KEPT)
const hoshi = await supervisor(SUPERVISORS)
assert.ok(alarmed(hoshi, "database_away"), "the supervisor is told at once")
const today = await ask(["GET /api/v1/desks/demo/today HTTP/1.1", `Host: ${host}`, `Cookie: ${SUPERVISORS}`])
assert.equal(today.status, 503)
assert.equal((await signIn(SUPERVISOR, SUPERVISOR_PASSWORD)).status, 503)

const hana = await visitor()
joins(hana)
await hana.told("queued")
umi.send({ type: "receive", choice: "available", sessions_at_once: 1 })
const offer = await umi.told("offer", 70_000)
umi.send({ type: "accept", session: offer.session })
const started = await hana.told("started")
says(hana, started, 1)
await umi.told("word")
assert.equal(sora.closed, null)

await shell("back")
const back = await hoshi.told(({ type, alarms }) => type === "alarms" && alarms.length === 0, 20_000)
assert.notEqual(await sora.ends(5000), null, "a sign-in of a changed account ends")
assert.ok(Date.now() - back.at < 1000, `it ended ${Date.now() - back.at} ms after the database was back`)
assert.equal(sora.closed, 4103)
assert.equal(umi.closed, null)
assert.equal((await signIn(SUPERVISOR, SUPERVISOR_PASSWORD)).status, 200)
for (const person of [umi, hoshi, hana]) person.leave()
process.exit(0)
