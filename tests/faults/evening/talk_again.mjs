// How soon pairs talk again after the server was killed: `node talk_again.mjs FILE PAIRS` reads what the
// load says (bench/driver/gone_back.cpp). A pair talks again when the word that each of both said into the
// void is confirmed. Exits with 1 unless so many pairs were there, 95 in 100 talked again within 5 s of
// the first connection that the server accepted and all within 10 s, each with five times the slack.
import { readFileSync } from "node:fs"

const [file, pairs] = process.argv.slice(2)
const slack = 5
const promised = { most: 5, all: 10 } // seconds

const lines = readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line))
const told = lines.find(({ row }) => row === "return")
if (told === undefined) throw new Error("the load has not told")
console.log(`pairs   ${told.pairs}, of which ${told.again} talk again: half of them ${told.p50_s} s after the server accepts, 95 in 100 ${told.p95_s} s, all ${told.all_s} s`)
const good = told.pairs === Number(pairs) && told.again === told.pairs && told.p95_s <= promised.most * slack && told.all_s <= promised.all * slack
if (!good) process.exitCode = 1
