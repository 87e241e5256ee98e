// Locking takes time. What happens meanwhile decides whether its outcome may still be sent.
import assert from "node:assert/strict"
import { test } from "node:test"

import { limits } from "../../web-client/generated/protocol"
import { browserRandom } from "../../web-client/lib/random"
import { Sealer } from "../../web-client/lib/seal"
import { Unopened } from "../../web-client/lib/unopened"
import { settle } from "./support/clock"
import { Desk, hana, member, session, sora } from "./support/desk"
import { keysOf } from "./support/keys"

const place = { desk: "demo", session, load: hana, keys: keysOf(hana), random: browserRandom }

// A sealer that finishes a word only when the test lets it.
class Waiting extends Sealer {
  waiting: (() => void)[] = []

  override async sealWord(...name: Parameters<Sealer["sealWord"]>) {
    const sealed = await super.sealWord(...name)
    await new Promise<void>((resolve) => this.waiting.push(resolve))
    return sealed
  }
}

// A desk whose first word is being locked.
async function locking() {
  const sealer = new Waiting(place)
  const desk = new Desk({ sealer })
  await desk.greeted()
  desk.page.say("a")
  await settle()
  desk.sends()
  return {
    desk,
    finish: async () => {
      for (const finish of sealer.waiting.splice(0)) finish()
      await settle()
    },
  }
}

test("the same while the new member is not there yet: its words wait with the server", async () => {
  const { desk, finish } = await locking()
  const members = [member(hana), member("sora-2", false)]
  await desk.hears({ type: "members", session, membership: 2, members })
  await finish()
  assert.deepEqual(desk.sends(), [])
  await finish()
  assert.deepEqual(desk.sends(), ["word 1 key 2 membership 2"])
})

test("a word that was locked for former members is not sent, but locked anew", async () => {
  const { desk, finish } = await locking()
  await desk.hears({ type: "members", session, membership: 2, members: [member(hana), member("sora-2")] })
  await finish()
  assert.deepEqual(desk.sends(), ["opening to sora-2 membership 2"])
  await finish()
  assert.deepEqual(desk.sends(), ["word 1 key 2 membership 2"])
})

test("an opening for a load that is no member any more is not sent", async () => {
  let finish = () => {}
  class SlowOpening extends Sealer {
    override async makeOpening(...name: Parameters<Sealer["makeOpening"]>) {
      const sealed = await super.makeOpening(...name)
      await new Promise<void>((resolve) => { finish = resolve })
      return sealed
    }
  }
  const desk = new Desk({ sealer: new SlowOpening(place) })
  await desk.greeted()
  await desk.hears({ type: "members", session, membership: 2, members: [member(hana), member("sora-2")] })
  finish()
  await settle()
  finish()
  await settle()
  assert.deepEqual(desk.sends(), ["opening to sora-2 membership 2"])
})

test("a hold that comes meanwhile holds the word", async () => {
  const { desk, finish } = await locking()
  await desk.hears({ type: "hold", session })
  await finish()
  assert.deepEqual(desk.sends(), [])
  await desk.hears({ type: "release", session })
  assert.deepEqual(desk.sends(), ["word 1 key 1 membership 1"])
})

test("an opening that falls due meanwhile goes first", async () => {
  const { desk, finish } = await locking()
  await desk.hears({ type: "opening_asked", session, load: sora })
  await finish()
  assert.deepEqual(desk.sends(), [`opening to ${sora} membership 1`, "word 1 key 1 membership 1"])
})

test("a connection that is lost meanwhile gets nothing", async () => {
  const { desk, finish } = await locking()
  desk.page.lost()
  await finish()
  assert.deepEqual(desk.sends(), [])
})

test("words that wait for openings give their room back", () => {
  const unopened = new Unopened({ ...limits, page_words: 2 })
  const word = (load: string, number: number) =>
    ({ type: "word" as const, session, load, stream: "s", number, key: 1, sealed: "A".repeat(1_000) })
  for (let turn = 0; turn < 1_000; turn += 1) {
    unopened.keep(word("one", 1))
    unopened.keep(word("two", 1))
    unopened.keep(word("two", 2))
    assert.deepEqual(unopened.take("two").passedOver, [{ stream: "s", number: 2 }])
    assert.equal(unopened.take("one").words.length, 1)
  }
  assert.deepEqual(unopened.loads(), [])
})
