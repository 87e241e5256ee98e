// One process full of people: `node people.cjs`, forked with its plan in PLAN. Its parent says
// "say" (everybody in a session says one word), "calm" (nothing more is done to the pages) and "end"
// (last screens, then it exits); it tells its parent every second how many words were said, how many
// counsellors are there, how many visitors are talking and how many people have something under way.

import { webcrypto } from "node:crypto"

import { Counsellor } from "./counsellor"
import { plant } from "./planted"
import { Town, type Plan } from "./town"
import { Visitor } from "./visitor"

globalThis.crypto ??= webcrypto as Crypto // Node 18 has it under another name

const town = new Town(JSON.parse(process.env.PLAN!) as Plan)
const { plan } = town
if (plan.planted !== null) plant(plan.planted.name, town)

const counsellors = plan.counsellors.map((cookie, at) => new Counsellor(town, `c${plan.name}${at + 1}`, cookie))
const visitors: Visitor[] = []
let came = 0

// Whoever has gone makes room for somebody new.
function fill(): void {
  for (let at = visitors.length - 1; at >= 0; at -= 1) if (visitors[at]!.over) visitors.splice(at, 1)
  if (town.calm) return
  for (let n = 0; n < 10 && visitors.length < plan.visitors; n += 1) {
    came += 1
    visitors.push(new Visitor(town, `v${plan.name}${came}`))
  }
}

const filling = setInterval(fill, 200)
const telling = setInterval(() => {
  const ready = counsellors.filter((counsellor) => counsellor.ready).length
  const talking = visitors.filter((visitor) => visitor.talking).length
  const underWay = [...counsellors, ...visitors].filter((one) => one.underWay).length
  if (process.connected) process.send!({ said: town.said, acted: town.acted, came, ready, talking, underWay })
}, 1_000)

process.on("disconnect", () => process.exit(1)) // the evening was broken off

process.on("message", (order) => {
  if (order === "say") {
    for (const one of [...counsellors, ...visitors]) one.saysOne()
    return
  }
  town.calm = true
  if (order !== "end") return
  town.over = true
  clearInterval(filling)
  clearInterval(telling)
  for (const one of [...counsellors, ...visitors]) one.end()
  town.history.end()
  process.send!({ said: town.said, acted: town.acted, came, over: true }, () => process.exit(0))
})
