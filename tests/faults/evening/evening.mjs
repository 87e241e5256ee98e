// One evening: people in processes of their own, weather over them, and then quiet, until everything
// that can still arrive has arrived. The part has started the server; EVENING holds the plan as JSON.
// Everything that the orchestrator does is a line of evening.jsonl; it judges nothing but itself.
import { fork } from "node:child_process"
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

import { database, Server } from "./order.mjs"
import { Weather } from "./weather.mjs"

const { TMP, SERVER_URL, SERVER_PORT, PEOPLE } = process.env
const plan = JSON.parse(process.env.EVENING)
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

const folder = join(TMP, "evening")
mkdirSync(join(folder, "history"), { recursive: true })
const microseconds = () => Number(process.hrtime.bigint() / 1000n)
const tell = (e, more = {}) => appendFileSync(join(folder, "evening.jsonl"), `${JSON.stringify({ t: microseconds(), e, ...more })}\n`)

// What a page may need after the last fault: noticing a dead network (25 s) and coming back, and
// then the 30 s that are promised are over.
const quietSeconds = plan.quiet ?? 32

class Crowd {
  said = 0
  came = 0
  acted = 0
  ready = 0

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

  tell(order) {
    this.process.send(order)
  }
}

// Signed in already: "name cookie" in each line.
const cookies = readFileSync(join(TMP, "cookies"), "utf8").trim().split("\n").map((line) => line.split(" ")[1])

function crowds() {
  const { people } = plan
  return Array.from({ length: people.processes }, (_, at) => {
    const mine = (all) => Math.floor(all / people.processes)
    const first = at * mine(people.counsellors)
    const counsellors = cookies.slice(first, first + mine(people.counsellors))
    const { talk, rough, kinds, planted } = people
    return new Crowd("abcdefgh"[at], { desk: "demo", seed: plan.seed * 100 + at, visitors: mine(people.visitors), counsellors, talk, rough, kinds, planted })
  })
}

// The bug that is planted in the server writes a line whenever it acts.
function actsOfServer() {
  const log = process.env.YORISOI_PLANTED_LOG
  return log !== undefined && existsSync(log) ? readFileSync(log, "utf8").split("\n").length - 1 : 0
}

async function main() {
  tell("begun", { seed: plan.seed, planted: plan.planted })
  tell("clock", { wall_ms: Date.now() })
  const server = new Server(Number(SERVER_PORT))
  const weather = new Weather({ server, seed: plan.seed, kinds: plan.kinds, every: plan.every, programs: plan.programs, tell })
  const all = crowds()
  const sum = (what) => all.reduce((total, crowd) => total + crowd[what], 0)
  const began = Date.now()
  const ended = Promise.all(all.map((crowd) => crowd.ended))
  const running = (ms) => Promise.race([pause(ms), ended])
  while (sum("ready") < plan.people.counsellors * 0.9 && Date.now() - began < 120_000) await running(100)
  await running((plan.warm ?? 0) * 1000)
  const falls = weather.falls()
  const enough = () => {
    const { words = 0, kills = 0, database: faults = 0, acted = 0 } = plan.least ?? {}
    return sum("said") >= words && weather.fallen("server_killed") >= kills && weather.fallen("database_") >= faults && sum("acted") + actsOfServer() >= acted
  }
  const over = Date.now() + plan.seconds * 1000
  const atLast = Date.now() + (plan.most ?? 0) * 1000
  while (Date.now() < over || (Date.now() < atLast && !enough())) {
    await running(1_000)
    tell("clock", { wall_ms: Date.now() })
  }
  weather.over = true
  await falls
  for (const crowd of all) crowd.tell("calm")
  tell("faults_over")
  await running(quietSeconds * 1000)
  for (const crowd of all) crowd.tell("end")
  await ended
  tell("over", { said: sum("said"), came: sum("came"), acted: sum("acted"), faults: Object.fromEntries(weather.counts) })
  await rowsCaughtUp()
  server.end()
}

// Until no fact has become a row for two seconds.
async function rowsCaughtUp() {
  let last = ""
  for (let turns = 0; turns < 60; turns += 1) {
    const now = await database.query("select to_json(position) from journal_position")
    if (now === last) return
    last = now
    await pause(2_000)
  }
  throw new Error("the rows do not catch up")
}

await main()
process.exit(0)
