// People talk and others look on when the server stops. Both sides of a session are told in one
// breath, before those who look on, and all that they may come back. Writes `do stop` when the server
// is to be stopped, and reads a line when it has been told so.
import assert from "node:assert/strict"

import { pause } from "./raw.mjs"
import { counsellor, joins, shell, signIn, visitor } from "./people.mjs"

const { COUNSELLOR_1, COUNSELLOR_1_PASSWORD, COUNSELLOR_2, COUNSELLOR_2_PASSWORD } = process.env

const lookingOn = () => Promise.all(Array.from({ length: 20 }, () => visitor()))

// Two who are in a session with each other.
async function talk(name, password) {
  const one = await visitor()
  const other = await counsellor((await signIn(name, password)).cookie)
  joins(one)
  await one.told("queued")
  other.send({ type: "take_next", taken: 0 })
  await one.told("started")
  await other.told("started")
  return [one, other]
}

const before = await lookingOn()
await pause(1500) // a start waits for pages to come back before it pairs
const pairs = [await talk(COUNSELLOR_1, COUNSELLOR_1_PASSWORD), await talk(COUNSELLOR_2, COUNSELLOR_2_PASSWORD)]
const after = await lookingOn()

await shell("stop")
const everybody = [...before, ...pairs.flat(), ...after]
for (const person of everybody) assert.equal(await person.ends(3500), 4000)
const times = (people) => people.map(({ closedAt }) => closedAt)
const others = times([...before, ...after])
for (const pair of pairs) {
  // What arrives first among many connections is partly the network's business; half of them is not.
  const earlier = others.filter((time) => time < Math.max(...times(pair))).length
  assert.ok(earlier < others.length / 2, `${earlier} of ${others.length} who look on heard of it before both who talk`)
  assert.equal(pair.flatMap(({ heard }) => heard).filter(({ type }) => type === "peer_away").length, 0)
}
for (const person of everybody) person.leave()
process.exit(0)
