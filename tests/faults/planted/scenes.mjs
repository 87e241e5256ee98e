// Each planted bug in the shortest scene that provokes it, and the same house without one: what the
// people in it are told. The part starts the server with the bug; the scene is the argument. In two
// acts with a kill between them, PASS is the pass of the one who comes back.
import assert from "node:assert/strict"

import { counsellor, joins, returning, says, signIn, visitor } from "../../wire/support/people.mjs"

const { PASS, SERVER_PID } = process.env
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const of = (type, number) => (message) => message.type === type && message.number === number

async function staff(number) {
  const { [`COUNSELLOR_${number}`]: who, [`COUNSELLOR_${number}_PASSWORD`]: password } = process.env
  return counsellor((await signIn(who, password)).cookie)
}

async function waits(pass) {
  const person = await visitor()
  if (pass !== undefined) person.pass = pass
  joins(person)
  await person.told("queued")
  return person
}

// A session of this counsellor with somebody new.
async function talks(listener) {
  const person = await waits()
  listener.send({ type: "take_next", taken: 0 })
  const started = await person.told("started")
  await listener.told("started")
  return { person, started }
}

async function unknown() {
  const person = await returning(PASS)
  await pause(1000)
  assert.deepEqual(person.types(), ["welcome"], "the place is as if it had never been")
}

const scenes = {
  async talk() {
    const umi = await staff(2)
    const { person: hana, started } = await talks(umi)
    for (const number of [1, 2]) {
      says(hana, started, number)
      const { session, stream } = await umi.told(of("word", number))
      umi.send({ type: "received", session, stream, number })
      await hana.told(of("received", number))
    }
    const again = await returning(hana.pass)
    await again.told("resumable")
    assert.equal(await hana.ends(5000), 4100)
    again.send({ type: "leave" })
    await again.told("gone")
    await (await returning(hana.pass)).told("gone")
    const [first, second] = [await waits(PASS), await waits()]
    const sora = await staff(1)
    sora.send({ type: "take_next", taken: 0 })
    await first.told("started")
    assert.equal(second.times("started"), 0)
  },

  async remembered() {
    await (await returning(PASS)).told("resumable")
  },

  async drop() {
    const umi = await staff(2)
    const { person: hana, started } = await talks(umi)
    for (const number of [1, 2, 3]) says(umi, started, number)
    await hana.told(of("word", 3))
    await umi.told(of("received", 2))
    assert.equal(hana.heard.some(of("word", 2)), false, "swallowed")
    hana.send({ type: "missing", session: started.session, stream: umi.stream, number: 2 })
    await umi.told("missing") // the server keeps it no more
    says(umi, started, 2)
    says(umi, started, 4)
    await pause(500)
    assert.equal(hana.heard.some(of("word", 2)), false, "also when it is sent once more")
  },

  async dead_pass() {
    const hana = await waits()
    hana.send({ type: "leave" })
    await hana.told("gone")
    for (let life = 0; life < 2; life += 1) {
      const again = await returning(hana.pass)
      await again.told("queued")
      assert.equal(again.times("gone"), 0)
      again.send({ type: "leave" })
      await again.told("gone")
    }
    const umi = await staff(2)
    const { person: hina, started } = await talks(umi)
    umi.send({ type: "end", session: started.session })
    for (const person of [hina, umi]) {
      await person.told("ending")
      person.send({ type: "finished", session: started.session, last: [] })
    }
    await hina.told("ended")
    await (await returning(hina.pass)).told("queued")
  },

  async misroute() {
    const [sora, umi] = [await staff(1), await staff(2)]
    const here = await talks(umi)
    const there = await talks(sora)
    says(here.person, here.started, 1)
    await umi.told(of("word", 1))
    await pause(500)
    const strayed = [there.person, sora].flatMap(({ heard }) => heard.filter(of("word", 1)))
    assert.deepEqual(strayed.map(({ session }) => session), [here.started.session])
  },

  async wait() {
    await waits(PASS)
  },

  forgotten: unknown,

  async old_seat() {
    const umi = await staff(2)
    const { person: hana } = await talks(umi)
    const again = await returning(hana.pass)
    await again.told("resumable")
    again.send({ type: "resume" })
    await again.told("started")
    says(umi, await umi.told("members"), 1)
    await again.told(of("word", 1))
    await hana.told(of("word", 1))
    hana.send({ type: "ping" })
    await hana.told("pong")
    assert.equal(hana.closed, null)
  },

  async overtake() {
    const umi = await staff(2)
    const [first, second] = [await waits(), await waits()]
    umi.send({ type: "take_next", taken: 0 })
    await second.told("started")
    assert.equal(first.times("started"), 0)
  },

  async early() {
    await waits(PASS)
    process.kill(Number(SERVER_PID), "SIGKILL")
  },

  never: unknown,
}

await scenes[process.argv[2]]()
process.exit(0)
