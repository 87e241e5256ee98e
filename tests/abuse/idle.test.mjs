// One address opens more connections than there may be and asks for nothing on them: who talks or waits in
// line is untouched, and a person behind that address gets in. CONNECTIONS is how many there may be; LOG
// what the server says.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { connect } from "node:net"
import { after, test } from "node:test"

import { port } from "../wire/support/raw.mjs"
import { Client, passes } from "./support/client.mjs"
import { comes, eventually } from "./support/person.mjs"
import { Talk } from "./support/talk.mjs"

const { CONNECTIONS, LOG } = process.env
const flooding = "127.66.0.1"
const idle = []
const silent = []
let people, inLine, more

after(() => {
  clearInterval(more)
  for (const client of [people, inLine, ...idle]) client?.leave()
  for (const socket of silent) socket.destroy()
})

const silence = () => {
  const socket = connect({ port, host: "127.0.0.1", localAddress: flooding })
  socket.on("error", () => {})
  silent.push(socket)
}
const page = async () => {
  const client = await Client.open(flooding).catch(() => null)
  if (client === null) return // its connection made way before it was a page
  client.greet(null)
  idle.push(client)
}

test("all connections are used up by who asks for nothing", async () => {
  people = await Talk.begin(flooding)
  inLine = await Client.open(flooding)
  inLine.greet(null)
  inLine.send({ type: "join", pass: passes(), answers: {} })
  await inLine.told("queued")
  await people.say(20)
  for (let opened = 0; opened < 2 * CONNECTIONS; opened += 10) await Promise.all(Array.from({ length: 10 }, page))
  await eventually(30, () => idle.some(({ heard }) => heard.some(({ code }) => code === 4003)))
  assert.ok(readFileSync(LOG, "utf8").includes('"event":"connections_used_up"'))
})

test("and who comes behind them gets in, while more are opened", async () => {
  const madeWay = () => idle.filter(({ heard }) => heard.some(({ code }) => code === 4003)).length
  const before = madeWay()
  more = setInterval(() => { silence(); page() }, 100)
  const person = await comes(flooding)
  await eventually(10, () => madeWay() > before)
  clearInterval(more)
  console.log(`# one address with ${idle.length} idle pages and ${silent.length} silent connections, ${CONNECTIONS} allowed: person in after ${person.seconds.toFixed(1)} s`)
})

test("nobody who talks or waits has noticed", async () => {
  const times = await people.say(100)
  assert.ok(times.at(-1) < 5_000)
  for (const { heard } of [people.hana, people.sora, inLine]) assert.equal(heard.some(({ type }) => type === "closed"), false)
})
