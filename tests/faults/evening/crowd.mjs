// The people of an evening, in processes of their own (clients/people.ts), and the evening's own
// folder: what is told there is a line of evening.jsonl.
import { fork } from "node:child_process"
import { appendFileSync, mkdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

const { TMP, SERVER_URL, PEOPLE } = process.env
const folder = join(TMP, "evening")
mkdirSync(join(folder, "history"), { recursive: true })
const microseconds = () => Number(process.hrtime.bigint() / 1000n)

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

export const tell = (e, more = {}) =>
  appendFileSync(join(folder, "evening.jsonl"), `${JSON.stringify({ t: microseconds(), e, ...more })}\n`)

export const tellClock = () => tell("clock", { wall_ms: Date.now() })

// One process.
class Some {
  said = 0
  came = 0
  acted = 0
  underWay = Infinity
  ready = 0
  talking = 0

  constructor(name, share) {
    this.ended = new Promise((resolve, reject) => {
      const PLAN = JSON.stringify({ ...share, name, url: SERVER_URL, history: join(folder, "history", `${name}.jsonl`) })
      this.process = fork(PEOPLE, [], { env: { ...process.env, PLAN } })
      this.process.on("message", (message) => {
        Object.assign(this, message)
        if (message.over) resolve()
      })
      this.process.on("exit", (code) => reject(new Error(`people ${name} exited with ${code} too early`)))
    })
  }
}

export class Crowd {
  constructor({ seed, people }) {
    // Signed in already: "name cookie" in each line.
    const cookies = readFileSync(join(TMP, "cookies"), "utf8").trim().split("\n").map((line) => line.split(" ")[1])
    const { processes, talk, rough, kinds, planted } = people
    const mine = (all) => Math.floor(all / processes)
    this.all = Array.from({ length: processes }, (_, at) => {
      const first = at * mine(people.counsellors)
      const counsellors = cookies.slice(first, first + mine(people.counsellors))
      const visitors = mine(people.visitors)
      return new Some("abcdefgh"[at], { desk: "demo", seed: seed * 100 + at, visitors, counsellors, talk, rough, kinds, planted })
    })
    this.ended = Promise.all(this.all.map((some) => some.ended))
  }

  sum(what) {
    return this.all.reduce((total, some) => total + some[what], 0)
  }

  order(what) {
    for (const some of this.all) some.process.send(what)
  }

  // So long; an error when one of the processes ends meanwhile.
  running(ms) {
    return Promise.race([pause(ms), this.ended])
  }

  // So long, and until nothing is under way any more, at most so long. Seconds that it took; null when
  // something still is.
  async settled(least, most) {
    const began = Date.now()
    const seconds = () => (Date.now() - began) / 1000
    await this.running(least * 1000)
    while (this.sum("underWay") > 0 && seconds() < most) await this.running(500)
    return this.sum("underWay") > 0 ? null : seconds()
  }

  // Until so many are there, in the sense of `what`.
  async until(what, least, seconds) {
    const began = Date.now()
    while (this.sum(what) < least && Date.now() - began < seconds * 1000) await this.running(100)
    return this.sum(what) >= least
  }
}
