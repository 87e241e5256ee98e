// One evening: people in processes of their own, weather over them, and then quiet, until everything
// that can still arrive has arrived. The part has started the server; EVENING holds the plan as JSON.
// Everything that the orchestrator does is a line of evening.jsonl; it judges nothing but itself.
import { existsSync, readFileSync } from "node:fs"

import { Crowd, tell, tellClock } from "./crowd.mjs"
import { database, Server } from "./order.mjs"
import { Weather } from "./weather.mjs"

const plan = JSON.parse(process.env.EVENING)

// After the last fault a page notices a dead network (25 s) and comes back, and what was said arrives:
// waited for is until it has, and no longer than the checker does.
const [quietSeconds, longestQuiet] = plan.quiet

// The bug that is planted in the server writes a line whenever it acts.
function actsOfServer() {
  const log = process.env.YORISOI_PLANTED_LOG
  return log !== undefined && existsSync(log) ? readFileSync(log, "utf8").split("\n").length - 1 : 0
}

async function main() {
  tell("begun", { seed: plan.seed, planted: plan.planted })
  tellClock()
  const server = new Server()
  const { seed, kinds, every, programs } = plan
  const weather = new Weather({ server, seed, kinds, every, programs, tell })
  const crowd = new Crowd(plan)
  await crowd.until("ready", plan.people.counsellors * 0.9, 120)
  await crowd.running((plan.warm ?? 0) * 1000)
  const falls = weather.falls()
  const over = Date.now() + plan.seconds * 1000
  const atLast = Date.now() + (plan.most ?? 0) * 1000
  while (Date.now() < over || (Date.now() < atLast && !enough(crowd, weather))) {
    await crowd.running(1_000)
    tellClock()
  }
  weather.over = true
  await falls
  crowd.order("calm")
  tell("faults_over")
  tell("quiet", { seconds: await crowd.settled(quietSeconds, longestQuiet) })
  crowd.order("end")
  await crowd.ended
  tell("over", { said: crowd.sum("said"), came: crowd.sum("came"), acted: crowd.sum("acted"), faults: Object.fromEntries(weather.counts) })
  await database.caughtUp()
  server.end()
}

function enough(crowd, weather) {
  const { words = 0, kills = 0, database: faults = 0, acted = 0 } = plan.least ?? {}
  return crowd.sum("said") >= words && weather.fallen("server_killed") >= kills
    && weather.fallen("database_") >= faults && crowd.sum("acted") + actsOfServer() >= acted
}

await main()
process.exit(0)
