// An evening on which the disk takes nothing for a while: talking goes on, nobody is placed or
// paired, an end waits, and when the disk is back everything is told once. Writes `do away` and `do
// back` when the disk is to go and to come, and reads a line when that is done.
import assert from "node:assert/strict"

import { pause } from "./raw.mjs"
import { alarmed, counsellor, joins, newcomer, says, shell, signIn, supervisor, visitor } from "./people.mjs"

const { COUNSELLOR_1, COUNSELLOR_1_PASSWORD, SUPERVISOR, SUPERVISOR_PASSWORD } = process.env

const sora = await counsellor((await signIn(COUNSELLOR_1, COUNSELLOR_1_PASSWORD)).cookie)
const hoshi = await supervisor((await signIn(SUPERVISOR, SUPERVISOR_PASSWORD)).cookie)
const hana = await visitor()
const mio = await visitor()
const ren = await visitor()

joins(hana)
await hana.told("queued")
await pause(1500) // a start waits for pages to come back before it pairs
sora.send({ type: "receive", choice: "available", sessions_at_once: 2 })
const offer = await sora.told("offer", 70_000)
sora.send({ type: "accept", session: offer.session })
const started = await hana.told("started")
const held = await sora.told("started")
sora.send({ type: "receive", choice: "on_break", sessions_at_once: 2 })
joins(mio)
await mio.told("queued")

await shell("away")
// Something has to be written for the disk to be missed.
joins(ren)
await hoshi.told(({ type, alarms }) => type === "alarms" && alarms.some(({ kind }) => kind === "disk_away"))
await mio.told("line_paused")
says(hana, started, 1)
const word = await sora.told("word")
assert.equal(word.number, 1)
sora.send({ type: "received", session: held.session, stream: word.stream, number: 1 })
await hana.told("received")
says(sora, held, 1)
const answer = await hana.told("word")
hana.send({ type: "received", session: held.session, stream: answer.stream, number: 1 })
await sora.told("received")
sora.send({ type: "receive", choice: "available", sessions_at_once: 2 })
sora.send({ type: "take_next", taken: 1 })
assert.equal((await sora.told("not_taken")).reason, "paused")
sora.send({ type: "end", session: held.session })
await hana.told("ending")
await sora.told("ending")
hana.send({ type: "finished", session: held.session, last: [] })
sora.send({ type: "finished", session: held.session, last: [] })
const kai = await newcomer()
joins(kai)
assert.equal((await kai.told("not_queued")).intake, "paused")
await pause(7000) // longer than an end waits for two present pages
assert.equal(hana.times("ended") + sora.times("ended"), 0, "no end is told while it is not on the disk")
assert.equal(sora.times("offer"), 1, "nobody is offered")
assert.equal(ren.times("queued"), 0, "a place that is not on the disk is not told")
for (const person of [sora, hoshi, hana, mio, ren, kai]) assert.equal(person.closed, null, "everybody is still connected")

await shell("back")
await hana.told("ended")
await sora.told("ended")
await ren.told("queued")
await sora.told(({ type, session }) => type === "offer" && session !== offer.session)
const over = Date.now() + 10_000
while (!alarmed(hoshi) && Date.now() < over) await pause(100)
assert.ok(alarmed(hoshi), "the alarm is over")
await pause(1500)
assert.deepEqual([hana.times("ended"), sora.times("ended")], [1, 1], "an end is told once to each")
assert.equal(sora.heard.filter(({ type, session }) => type === "word" && session === held.session).length, 1)
assert.equal(mio.times("line_paused"), 1)
const late = await visitor()
joins(late)
await late.told("queued")
for (const person of [sora, hoshi, hana, mio, ren, kai, late]) person.leave()
process.exit(0)
