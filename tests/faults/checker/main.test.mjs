// The program: what it prints, how it exits, and what cannot be judged.
import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { fileURLToPath } from "node:url"

import { ordinary } from "./support/evening.mjs"

const program = fileURLToPath(new URL("main.mjs", import.meta.url))

function run(stage, change = () => {}, ...words) {
  return stage.inFolder((folder) => {
    change(folder)
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, folder, ...words], { encoding: "utf8" })
    return { status, out: stdout.trim().split("\n"), err: stderr }
  })
}

const lost = (stage, token) => stage.lines.filter((line) => !(line.e === "shown" && line.token === token))

test("an ordinary evening: a line for each rule, and 0", () => {
  const { status, out, err } = run(ordinary().stage)
  assert.equal(err, "")
  assert.equal(status, 0)
  assert.deepEqual(out.map((line) => line[0]).join(""), "LDOXHETQS")
  for (const line of out) assert.match(line, /^[A-Z] +[1-9]\d* judged, no violation: /)
})

test("a violation is one line, with the lines that it rests on as they stand in the history, and 1", () => {
  const { stage, words } = ordinary()
  stage.lines = lost(stage, words[0].token)
  const { status, out } = run(stage)
  assert.equal(status, 1)
  assert.equal(out.length, 10)
  const [sentence, ...evidence] = out[9].split("  <-  ")
  assert.equal(sentence, "L: v1-1 was marked delivered and never shown to anybody else")
  const lines = evidence.map((one) => JSON.parse(one.replace(/^a\.jsonl: /, "")))
  assert.deepEqual(lines, ["said", "marked"].map((e) => stage.lines.find((line) => line.e === e && line.token === "v1-1")))
})

test("at most twenty of a rule are printed, all are counted", () => {
  const { stage } = ordinary(({ stage, first }) => {
    for (let n = 0; n < 30; n += 1) stage.say(first, "v")
  })
  stage.lines = stage.lines.filter(({ e, p, t }) => !(e === "shown" && p === "c1" && t > 0))
  const { out } = run(stage)
  assert.match(out[0], /^L .* 32 violations/)
  assert.equal(out.filter((line) => line.startsWith("L: ")).length, 20)
})

test("only the wanted rules are judged", () => {
  const { stage, words } = ordinary()
  stage.lines = lost(stage, words[0].token)
  assert.equal(run(stage, undefined, "--rules", "L").status, 1)
  const { status, out } = run(stage, (folder) => rmSync(join(folder, "rows.json")), "--rules", "DOX")
  assert.equal(status, 0)
  assert.deepEqual(out.map((line) => line[0]).join(""), "DOX")
})

test("a rule without anything to judge is not judged, and 2", () => {
  const { stage } = ordinary()
  stage.lines = stage.lines.filter(({ e }) => e !== "screen")
  const { status, out } = run(stage)
  assert.equal(status, 2)
  assert.match(out[5], /^E +0 judged, not judged/)
})

test("what cannot be judged, and 2", () => {
  const cases = {
    "not JSON": (folder) => appendFileSync(join(folder, "history/a.jsonl"), "{\n"),
    "ends in the middle": (folder) => appendFileSync(join(folder, "history/a.jsonl"), "{}"),
    "goes back in time": (folder) => {
      const [first, ...more] = readFileSync(join(folder, "history/a.jsonl"), "utf8").trim().split("\n")
      writeFileSync(join(folder, "history/a.jsonl"), `${[...more, first].join("\n")}\n`)
    },
    "no such event": (folder) => appendFileSync(join(folder, "history/b.jsonl"), '{"t":9e15,"p":"c1","l":"x","e":"sang"}\n'),
    "the rows have not caught up": (folder) => {
      const rows = JSON.parse(readFileSync(join(folder, "rows.json"), "utf8"))
      rows.journal_position[0].position -= 1
      writeFileSync(join(folder, "rows.json"), JSON.stringify(rows))
    },
    "did not come to its end": (folder) => {
      const file = join(folder, "evening.jsonl")
      writeFileSync(file, readFileSync(file, "utf8").replace('"over"', '"under"'))
    },
    "no history": (folder) => rmSync(join(folder, "history"), { recursive: true }),
    "more than one desk": (folder) => {
      const file = join(folder, "journal.jsonl")
      writeFileSync(file, readFileSync(file, "utf8").replace('"desk":"demo"', '"desk":"other"'))
    },
    "was linked": (folder) => {
      for (const name of ["a", "b"]) {
        const file = join(folder, `history/${name}.jsonl`)
        writeFileSync(file, readFileSync(file, "utf8").replaceAll('"s":"open"', '"s":"lost"'))
      }
    },
  }
  for (const [why, change] of Object.entries(cases)) {
    const { status, err } = run(ordinary().stage, change)
    assert.equal(status, 2, why)
    assert.match(err, new RegExp(`^cannot be judged: .*${why}`), why)
  }
})

test("wrong words are answered with how it is called", () => {
  for (const words of [["--rules"], ["--rules", "Z"], ["--other"]]) {
    const { status, err } = run(ordinary().stage, undefined, ...words)
    assert.equal(status, 2)
    assert.match(err, /^main\.mjs FOLDER/)
  }
})
