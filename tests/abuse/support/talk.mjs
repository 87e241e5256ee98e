// A visitor, from an address of our choice, and a counsellor, in a session that goes on whatever else happens.
import assert from "node:assert/strict"

import { signIn } from "../../wire/support/people.mjs"
import { Client, passes } from "./client.mjs"

const { COUNSELLOR_1, COUNSELLOR_1_PASSWORD } = process.env
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

export class Talk {
  pass = passes()
  said = 0

  static async begin(address) {
    const talk = new Talk()
    const { cookie } = await signIn(COUNSELLOR_1, COUNSELLOR_1_PASSWORD)
    const sora = await Client.open("127.0.0.1", "/ws/counsellor", { Cookie: cookie })
    sora.greet()
    await sora.told("welcome")
    sora.send({ type: "receive", choice: "available", sessions_at_once: 1 })
    const hana = await Client.open(address)
    hana.greet(null)
    await hana.told("welcome")
    hana.send({ type: "join", pass: talk.pass, answers: {} })
    const offer = await sora.told("offer", 70_000)
    sora.send({ type: "accept", session: offer.session })
    const started = { hana: await hana.told("started"), sora: await sora.told("started") }
    return Object.assign(talk, { hana, sora, started })
  }

  // How long each of `count` words took from page to page, in ms; each comes, once and in order.
  async say(count) {
    const { hana, sora, started } = this
    const times = []
    for (let i = 0; i < count; ++i) {
      const number = (this.said += 1)
      const since = sora.heard.length
      const said = performance.now()
      hana.say(started.hana, number)
      const word = await sora.told("word", 20_000, since)
      assert.equal(word.number, number)
      times.push(word.at - said)
      sora.send({ type: "received", session: started.sora.session, stream: hana.stream, number })
      await pause(15)
    }
    return times.sort((a, b) => a - b)
  }

  leave() {
    this.hana.leave()
    this.sora.leave()
  }
}
