// How soon pairs talk again after the server was killed: `node talk_again.mjs FOLDER PAIRS` reads what
// pairs.mjs has left. A pair talks again when the word that each of both said into the void has been
// shown to the other and marked delivered. Exits with 1 unless so many pairs were there, 95 in 100
// talked again within 5 s of the first connection that the server accepted and all within 10 s, each
// with five times the slack.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

const [folder, pairs] = process.argv.slice(2)
const slack = 5
const promised = { most: 5, all: 10 } // seconds

const linesOf = (path) => readFileSync(path, "utf8").trim().split("\n").map((line) => JSON.parse(line))
const evening = linesOf(join(folder, "evening.jsonl"))
const found = (e) => evening.find((line) => line.e === e)
const [killed, starts] = [found("server_killed").t, found("server_starts").t]
const accepts = starts + found("server_up").milliseconds * 1000

const waiting = new Map() // token -> session
const talks = new Map() // session -> { people, again }
const histories = readdirSync(join(folder, "history")).flatMap((name) => linesOf(join(folder, "history", name)))
for (const { e, t, p, session, token } of histories) {
  if (e !== "said" || t < killed || t > starts) continue
  waiting.set(token, session)
  const talk = talks.get(session) ?? { people: new Set(), left: 0, again: 0 }
  talk.people.add(p[0])
  talk.left += 1
  talks.set(session, talk)
}
for (const { e, t, token, state } of histories) {
  if (e !== "marked" || state !== "delivered" || !waiting.has(token)) continue
  const talk = talks.get(waiting.get(token))
  waiting.delete(token)
  talk.left -= 1
  talk.again = Math.max(talk.again, (t - accepts) / 1e6)
}

const both = [...talks.values()].filter(({ people }) => people.size === 2)
const again = both.filter(({ left }) => left === 0).map((talk) => talk.again).sort((one, other) => one - other)
const at = (share) => again[Math.min(again.length - 1, Math.floor(share * again.length))] ?? Infinity
const seconds = (value) => `${value.toFixed(1)} s`
console.log(`pairs   ${both.length}, of which ${again.length} talk again: half of them ${seconds(at(0.5))} after the server accepts, 95 in 100 ${seconds(at(0.95))}, all ${seconds(at(1))}`)
if (both.length < Number(pairs) || again.length < both.length || at(0.95) > promised.most * slack || at(1) > promised.all * slack) process.exitCode = 1
