// Many ask for a place at once, from one address and from many: who talks goes on talking, a person
// behind the same address gets in with the page that ships, and it is over when it is over. LOG is what
// the server says; SERVER_PID the server.
import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { after, before, test } from "node:test"

import { signIn } from "../wire/support/people.mjs"
import { port, protocol } from "../wire/support/raw.mjs"
import { Client, flood, passes } from "./support/client.mjs"
import { comes, eventually } from "./support/person.mjs"
import { Talk } from "./support/talk.mjs"

const { LOG, SERVER_PID, SUPERVISOR, SUPERVISOR_PASSWORD } = process.env
const flooding = "127.66.0.1"
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const figures = []
let people, inLine, calm

// Another one each time.
let drawn = 0
const manyAddresses = () => {
  drawn += 1
  return `127.${100 + (drawn >> 16)}.${(drawn >> 8) & 255}.${drawn & 255}`
}

const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${SERVER_PID}/status`, "utf8"))[1]) / 1024
const logged = (event) => readFileSync(LOG, "utf8").split(`"event":"${event}"`).length - 1

before(async () => {
  people = await Talk.begin(flooding)
  inLine = await Client.open(flooding)
  inLine.pass = passes()
  inLine.greet(null)
  inLine.send({ type: "join", pass: inLine.pass, answers: {} })
  await inLine.told("queued")
})

after(() => {
  for (const line of figures) console.log(`# ${line}`)
  people?.leave()
  inLine?.leave()
})

const p99 = (times) => times[Math.ceil(times.length * 0.99) - 1]

async function underFlood(what, nextAddress, personsAddress) {
  const before = memory()
  const running = flood(nextAddress)
  await eventually(30, () => (running.answers.get("puzzle") ?? 0) > 20)
  const times = await people.say(300)
  const person = await comes(personsAddress)
  const answers = await running.stop()
  const asked = Object.values(answers).reduce((sum, count) => sum + count, 0)
  const ratio = p99(times) / p99(calm)
  figures.push(`${what}: ${asked} requests (${JSON.stringify(answers)}), p99 of a word ${p99(times).toFixed(1)} ms, ${ratio.toFixed(1)} times the calm ${p99(calm).toFixed(1)} ms; person in after ${person.seconds.toFixed(1)} s; memory ${before.toFixed(0)} -> ${memory().toFixed(0)} MiB`)
  assert.ok(p99(times) < 5_000, "words come")
  assert.ok(person.heard.includes("puzzle"), "who is new is asked for work")
  assert.equal(person.solutions, 1, "and does it once")
  assert.ok(answers.puzzle > 10 * (answers.queued ?? 0) || asked < 1_000, `a flood is held: ${JSON.stringify(answers)}`)
  assert.ok((answers.queued ?? 0) <= 200, "it does not fill the line")
  assert.ok(memory() - before < 48, "memory stays bounded")
  return answers
}

test("calm: nobody is asked for anything", async () => {
  calm = await people.say(300)
  const person = await comes("127.66.0.9")
  assert.equal(person.heard.includes("puzzle"), false)
  assert.equal(person.solutions, 0)
  assert.equal(logged("puzzle_on"), 0)
})

test("a flood from one address, for which nobody else pays", async () => {
  await underFlood("one address", () => flooding, flooding)
  assert.equal(logged("puzzle_on"), 0)
})

test("a flood from one address that is over is over", async () => {
  await pause(42_000) // however long it was: 40 requests too many, and 40 that would wait or work
  assert.equal((await comes(flooding)).heard.includes("puzzle"), false)
})

test("a puzzle is answered once, by its own connection", async () => {
  const running = flood(() => flooding)
  await eventually(30, () => (running.answers.get("puzzle") ?? 0) > 20)
  await running.stop()
  const [one, other] = [await Client.open(flooding), await Client.open(flooding)]
  for (const client of [one, other]) {
    client.greet(null)
    client.send({ type: "join", pass: passes(), answers: {} })
  }
  const { salt, bits } = await one.told("puzzle")
  await other.told("puzzle")
  const text = Buffer.concat([Buffer.from(salt, "base64url"), Buffer.alloc(4)])
  let solution = 0
  for (; ; ++solution) {
    text.writeUInt32BE(solution, 16)
    if (Math.clz32(createHash("sha256").update(text).digest().readUInt32BE(0)) >= bits) break
  }
  const asks = async (client, more) => {
    const since = client.heard.length
    client.send({ type: "join", pass: passes(), answers: {}, ...more })
    return (await client.told(({ type }) => type === "puzzle" || type === "queued", 10_000, since)).type
  }
  assert.equal(await asks(other, { solution }), "puzzle")
  assert.equal(await asks(one, {}), "puzzle", "not before the time is over")
  assert.equal(await asks(one, { solution }), "queued")
  one.send({ type: "leave" })
  await one.told("gone")
  assert.equal(await asks(one, { solution }), "puzzle", "it is used up")
  one.leave()
  other.leave()
})

test("a flood from many addresses", async () => {
  await underFlood("many addresses", manyAddresses, "127.66.0.10")
  assert.ok(logged("puzzle_on") > 0)
})

test("and the puzzle goes off again, however much is said meanwhile", async () => {
  await eventually(60, async () => (await people.say(20)) && logged("puzzle_off") > 0)
  assert.equal((await comes(manyAddresses())).heard.includes("puzzle"), false)
})

test("the log has no address", () => {
  const text = readFileSync(LOG, "utf8")
  assert.ok(text.length > 0)
  assert.doesNotMatch(text, /127[.]\d/)
})

test("who has a place there is not asked, in line or talking", async () => {
  const running = flood(() => flooding)
  await eventually(30, () => (running.answers.get("puzzle") ?? 0) > 5)
  for (const [pass, answer] of [[inLine.pass, "queued"], [people.pass, "resumable"]]) {
    const back = await Client.open(flooding)
    back.greet(pass)
    await back.told(answer)
    back.send({ type: "join", pass, answers: {} })
    const since = back.heard.length
    await back.told(answer, 10_000, since)
    assert.equal(back.heard.some(({ type }) => type === "puzzle"), false)
    back.leave()
  }
  await running.stop()
})


test("while nobody can be given a place nobody works for one", async () => {
  const { cookie } = await signIn(SUPERVISOR, SUPERVISOR_PASSWORD)
  const hoshi = await Client.open("127.0.0.1", "/ws/supervisor", { Cookie: cookie })
  hoshi.send({ type: "hello", protocol, desk: "demo" })
  await hoshi.told("welcome")
  hoshi.send({ type: "stop_intake" })
  await hoshi.told(({ type, intake }) => type === "overview" && intake === "over")
  const running = flood(() => flooding)
  await eventually(30, () => (running.answers.get("not_queued") ?? 0) > 100)
  const answers = await running.stop()
  assert.deepEqual(Object.keys(answers), ["not_queued"])
  hoshi.leave()
})
