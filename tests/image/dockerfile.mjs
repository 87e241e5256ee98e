// Reads a Dockerfile as strictly as we write it and says what breaks our rules; prints nothing and
// ends with 0 when nothing does. Arguments: the Dockerfile, and the folder it copies from.
// With a third argument `sources` it prints what it copies from that folder, one a line.
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"

const [file, folder, wanted] = process.argv.slice(2)
const known = new Set(["FROM", "ENV", "WORKDIR", "COPY", "RUN", "USER", "HEALTHCHECK", "ENTRYPOINT", "CMD"])

// Instructions with their words; a line that ends with \ goes on, and comments are whole lines.
function instructions(text) {
  const lines = text.split("\n").filter((line) => !/^\s*#/.test(line))
  const whole = lines.join("\n").replace(/\\\n/g, " ")
  return whole
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [, name, rest] = line.match(/^(\S+)\s*(.*)$/)
      return { name, rest, words: rest.split(/\s+/) }
    })
}

const all = instructions(readFileSync(file, "utf8"))
const stages = all.filter(({ name }) => name === "FROM")
const last = all.slice(all.lastIndexOf(stages.at(-1)))
const copies = all.filter(({ name }) => name === "COPY")
const sourcesOf = ({ words }) => words.filter((word) => !word.startsWith("--")).slice(0, -1)
const fromStage = ({ words }) => words.find((word) => word.startsWith("--from="))?.slice("--from=".length)
const sources = copies.filter((copy) => !fromStage(copy)).flatMap(sourcesOf)

if (wanted === "sources") {
  console.log(sources.join("\n"))
  process.exit(0)
}

const complaints = []
const rule = (holds, complaint) => holds || complaints.push(complaint)

rule(all[0]?.name === "FROM", "it does not begin with FROM")
for (const { name } of all) rule(known.has(name), `${name} is not used here`)
for (const { words } of stages) rule(/^debian:12(-slim)?$/.test(words[0]), `the base ${words[0]} is not Debian 12`)
for (const source of sources) rule(existsSync(join(folder, source)), `it copies ${source}, which is not there`)
const names = new Set(stages.map(({ words }) => words[2]))
for (const copy of copies) rule(!fromStage(copy) || names.has(fromStage(copy)), `there is no stage ${fromStage(copy)}`)

// Packages come from run.d/packages.sh, by its own output or by a list that it has written.
for (const { rest } of all.filter(({ name }) => name === "RUN")) {
  for (const install of rest.matchAll(/apt-get install ([^&|;]*)/g)) {
    const left = install[1].replace(/\$\((bash \S*packages\.sh|cat \S*libraries)[^)]*\)/g, "")
    const literal = left.split(/\s+/).filter((word) => word !== "" && !word.startsWith("--"))
    rule(literal.length === 0, `it installs ${literal.join(" ")} by name`)
    rule(left !== install[1], "it installs nothing from packages.sh")
  }
}

const user = last.filter(({ name }) => name === "USER").at(-1)?.rest
rule(user !== undefined && /^[1-9]\d*:[1-9]\d*$/.test(user), `it runs as ${user ?? "root"}, not as a numbered account`)
const after = (name) => last.findIndex((instruction) => instruction.name === name)
rule(after("USER") < after("ENTRYPOINT"), "it becomes that account only behind what runs")
rule(after("HEALTHCHECK") >= 0, "it has no HEALTHCHECK")

for (const complaint of complaints) console.log(complaint)
process.exit(complaints.length === 0 ? 0 : 1)
