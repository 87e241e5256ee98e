// What happened in an evening, in figures: `node reckon.mjs FOLDER` prints them; with WORDS KILLS
// DATABASE-FAULTS it exits with 1 unless there were at least so many, and 95 in 100 starts accepted a
// connection within a second, with five times the slack; with `acted` it prints how
// often the planted bug acted. It judges nothing else.
import { readFileSync } from "node:fs"
import { join } from "node:path"

const [folder, ...asked] = process.argv.slice(2)
const lines = readFileSync(join(folder, "evening.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line))
const over = lines.find(({ e }) => e === "over")
const count = (start) => Object.entries(over.faults).reduce((sum, [what, n]) => sum + (what.startsWith(start) ? n : 0), 0)
const up = lines.filter(({ e }) => e === "server_up").map(({ milliseconds }) => milliseconds).sort((one, other) => one - other)

if (asked[0] === "acted") {
  console.log(over.acted)
} else if (asked.length === 0) {
  console.log(`words   ${over.said} said by ${over.came} visitors and their counsellors`)
  console.log(`faults  ${Object.entries(over.faults).map(([what, n]) => `${n} ${what}`).join(", ")}`)
  const quiet = lines.find(({ e }) => e === "quiet").seconds
  console.log(`quiet   ${quiet === null ? "did not come: something was still under way at the end" : `came within ${Math.round(quiet)} s of the last fault`}`)
  if (up.length > 0) console.log(`starts  accept their first connection after ${up[up.length >> 1]} ms (median), ${up.at(-1)} ms (longest)`)
} else {
  const found = [over.said, count("server_killed"), count("database_")]
  const least = asked.map(Number)
  console.log(`${found.join(", ")} words, kills and database faults; at least ${least.join(", ")}`)
  const slow = up[Math.floor(up.length * 0.95)] ?? 0
  if (found.some((n, at) => n < least[at]) || slow > 5_000) process.exitCode = 1
}
