// Many pairs at once, and the server is killed: how soon do they talk again? PAIRS are there and talk,
// each person says one word while there is no server, and then it comes back. Writes the lines of
// evening.jsonl as evening.mjs does; what is found in the histories is talk_again.mjs's business.
import { Crowd, tell, tellClock } from "./crowd.mjs"
import { database, Server } from "./order.mjs"

const plan = JSON.parse(process.env.EVENING)
const withoutServer = 1_000 // ms: time enough to say a word into it
const longest = 90 // s: a page is back after five seconds, and a word after it; and slack

async function main() {
  tell("begun", { seed: plan.seed, planted: null })
  tellClock()
  const server = new Server()
  const crowd = new Crowd(plan)
  if (!(await crowd.until("talking", plan.pairs, 240))) throw new Error(`only ${crowd.sum("talking")} pairs came together`)
  crowd.order("say") // they talk
  await crowd.settled(3, longest)
  tellClock()
  await server.kill()
  tell("server_killed", { pairs: crowd.sum("talking") })
  crowd.order("say")
  await crowd.running(withoutServer)
  tell("server_starts")
  tell("server_up", { milliseconds: await server.start() })
  await crowd.running(2_000) // what is known of the people is a second old
  await crowd.until("talking", plan.pairs, longest)
  crowd.order("calm")
  tell("faults_over")
  tell("quiet", { seconds: await crowd.settled(...plan.quiet) })
  tellClock()
  crowd.order("end")
  await crowd.ended
  tell("over", { said: crowd.sum("said"), came: crowd.sum("came"), acted: 0, faults: { server_killed: 1 } })
  await database.caughtUp()
  server.end()
}

await main()
process.exit(0)
