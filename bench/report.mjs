// docs/performance.md from the figures of one run: `node bench/report.mjs FIGURES.jsonl`. Nothing in
// the page is typed in by hand but its words; ratios are taken within a round, then the median.
import { readFileSync } from "node:fs"
import { verdict } from "./aims.mjs"

const figures = readFileSync(process.argv[2], "utf8").trim().split("\n").map((line) => JSON.parse(line))
const of = (row, wanted = {}) =>
  figures.filter((one) => one.row === row && Object.entries(wanted).every(([name, value]) => one[name] === value))

const sorted = (values) => [...values].sort((one, other) => one - other)
const median = (values) => sorted(values)[Math.floor((values.length - 1) / 2)]
const digits = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2))
const spread = (values, scale = digits) => {
  const order = sorted(values)
  return `${scale(median(values))} (${scale(order[0])}–${scale(order.at(-1))})`
}
const table = (head, rows) => [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")

// What one round of a server was, beside the same round of another.
const ratios = (rows, base, value) =>
  rows.flatMap((one) => {
    const floor = base.find(({ round }) => round === one.round)
    return floor === undefined ? [] : [value(one) / value(floor)]
  })

const servers = { bare: "bare recv and send", floor: "raw epoll floor", beast: "bare Beast relay", yorisoi: "**Yorisoi**" }
const perFrame = (one) => one.server_ns / one.frames / 1000
const busy = (one, whose) => (100 * one[whose]) / (one.seconds * 1e9)

// Of one core each; where the load fills its own, what was seen is not the server's limit.
function cores(rounds) {
  const [server, load] = ["server_ns", "driver_ns"].map((whose) => median(rounds.map((one) => busy(one, whose))))
  const full = load >= 90 ? " (the load is what is full)" : ""
  return `${server.toFixed(0)} / ${load.toFixed(0)}${full}`
}
const bars = []
const judged = (name, value) => bars.push([name, value])

function relay(kind, tls, bar) {
  const all = of("relay", { kind, tls })
  const floor = all.filter(({ server }) => server === "floor")
  const rows = Object.keys(servers).flatMap((server) => {
    const mine = all.filter((one) => one.server === server)
    if (mine.length === 0) return []
    const ratio = ratios(mine, floor, perFrame)
    if (server === "yorisoi" && ratio.length > 0) judged(bar, median(ratio))
    if (server === "floor" && !tls && kind === "one") {
      const bare = all.filter((one) => one.server === "bare")
      judged("floor against bare recv and send", median(ratios(mine, bare, (one) => one.server_ns / one.words)))
    }
    const braked = mine.reduce((sum, one) => sum + one.braked, 0)
    return [[
      servers[server],
      spread(mine.map((one) => one.words / one.seconds / 1000)),
      spread(mine.map(perFrame)),
      ratio.length > 0 ? spread(ratio) : "",
      cores(mine),
      `${Math.round(1000 / median(mine.map((one) => (one.server_ns / one.words / 1000))))}`,
      braked > 0 ? `${braked}` : "none",
    ]]
  })
  return table(["server", "k words/s seen", "CPU µs a frame sent", "× floor", "CPU % server / load", "k words/s of a full core", "words braked"], rows)
}

function open() {
  const all = of("relay", { kind: "open", tls: false })
  const floor = all.filter(({ server }) => server === "floor")
  const rows = Object.keys(servers).flatMap((server) => {
    const mine = all.filter((one) => one.server === server)
    if (mine.length === 0) return []
    if (server === "yorisoi") {
      judged("p50 at 20,000 words/s", median(ratios(mine, floor, (one) => one.p50_us)))
      judged("p99 at 20,000 words/s", median(ratios(mine, floor, (one) => one.p99_us)))
    }
    return [[servers[server], spread(mine.map((one) => one.words / one.seconds / 1000)), spread(mine.map((one) => one.p50_us)),
      spread(mine.map((one) => one.p99_us)), spread(mine.map((one) => one.p999_us / 1000)), spread(mine.map(perFrame)), cores(mine)]]
  })
  return table(["server", "k words/s", "p50 µs", "p99 µs", "p99.9 ms", "CPU µs a frame", "CPU % server / load"], rows)
}

function arrival() {
  const each = (one) => one.server_ns / one.count / 1000
  const kinds = [["floor", "upgrade"], ["yorisoi", "upgrade"], ["yorisoi", "welcome"]]
  const rows = [false, true].flatMap((tls) => kinds.flatMap(([server, to]) => {
    const mine = of("arrival", { server, tls, to })
    if (mine.length === 0) return []
    const ratio = ratios(mine, of("arrival", { server: "floor", tls }), each)
    if (server === "yorisoi" && to === "upgrade") judged(`arrival ${tls ? "TLS" : "plain"}`, median(ratio))
    return [[`${servers[server]}${tls ? ", TLS" : ""}`, to, spread(mine.map(each)), spread(ratio), spread(mine.map((one) => one.count / one.seconds / 1000))]]
  }))
  return table(["server", "as far as", "CPU µs each", "× floor", "k a second seen"], rows)
}

const people = { pages: "page open, no place", places: "visitor waiting in line", pairs: "session pair (two pages)" }
function memory() {
  const rows = of("memory").map((one) => {
    const kb = one.bytes_each / 1024
    if (one.server === "yorisoi" && one.what === "places") judged(`memory of an idle visitor, ${one.tls ? "TLS" : "plain"}`, kb)
    return [`${servers[one.server]}${one.tls ? ", TLS" : ""}`, people[one.what], `${one.count}`, digits(kb), digits(one.kernel_bytes_each / 1024)]
  })
  return table(["server", "who", "how many", "KB of the server each", "KB of the kernel each, both ends"], rows)
}

function returned() {
  const rows = of("return").map((one) => {
    const how = one.tls ? "over TLS" : "plain"
    judged(`return ${how}: pairs that talk`, one.all_s < 0 ? Infinity : one.all_s)
    judged(`return ${how}: everybody`, one.here_s < 0 || one.all_s < 0 ? Infinity : Math.max(one.here_s, one.all_s))
    return [one.tls ? "TLS" : "plain", `${one.again} of ${one.pairs}`, `${one.p50_s} s`, `${one.p95_s} s`, `${one.all_s} s`,
      `${one.others_again} of ${one.others}, ${one.waiting} in line`, `${one.here_s} s`]
  })
  return table(["connection", "pairs that talk again", "half of them", "95 in 100", "all", "others back", "the last of them"], rows)
}

function line() {
  const lengths = [...new Set(of("line").map(({ length }) => length))]
  const value = (length, what) => median(of("line", { length }).map((one) => one[what]))
  for (const [what, name] of [["arrival_us", "arrival"], ["departure_us", "leaving"], ["pairing_us", "pairing"],
    ["first_pairing_us", "the first pairing after a telling"]]) {
    if (lengths.length > 1) judged(`line of ${lengths.at(-1)}: ${name}`, value(lengths.at(-1), what) / value(lengths[0], what))
  }
  const columns = { arrival_us: "arrival µs", departure_us: "leaving µs", pairing_us: "pairing µs",
    first_pairing_us: "the first pairing after a telling µs", telling_us: "telling all their positions µs" }
  return table(["line of", ...Object.values(columns)],
    lengths.map((length) => [`${length}`, ...Object.keys(columns).map((what) => digits(value(length, what)))]))
}

function core() {
  const all = of("core")
  if (all.length === 0) return ""
  judged("pure core: inputs a second", median(all.map((one) => one.inputs_per_second)))
  judged("pure core: allocations a word", median(all.map((one) => one.allocations_per_word)))
  return table(["sessions", "k inputs a second", "allocations a relayed word"],
    [[`${all[0].sessions}`, spread(all.map((one) => one.inputs_per_second / 1000)), digits(median(all.map((one) => one.allocations_per_word)))]])
}

function page() {
  const all = of("page")
  const [{ kilobits, roundTrip }] = all
  const seconds = (name) => all.map((one) => one[`${name}_ms`] / 1000)
  for (const name of ["text", "usable", "socket"]) judged(`page on a bad line: ${name}`, median(seconds(name)))
  const kilobytes = median(all.map(({ bytes }) => bytes)) / 1000
  return table(["line", "text", "usable", "socket open", "KB over the line", "requests"],
    [[`${kilobits} kbit/s, ${roundTrip} ms there and back, TLS`, ...["text", "usable", "socket"].map((name) => `${spread(seconds(name))} s`),
      digits(kilobytes), `${median(all.map(({ requests }) => requests))}`]])
}

const [machine] = of("machine")
const sections = [
  ["One word on the way for each pair", () => relay("one", false, "relay, one on the way"), of("relay", { kind: "one", tls: false })],
  ["Bursts of 16 words", () => relay("burst", false, "relay, bursts of 16"), of("relay", { kind: "burst" })],
  ["Delay at 20,000 words a second", open, of("relay", { kind: "open" })],
  ["One word on the way, under TLS", () => relay("one", true, "relay under TLS"), of("relay", { tls: true })],
  ["Arrival", arrival, of("arrival")],
  ["Memory", memory, of("memory")],
  ["Everybody comes back after the server was killed", returned, of("return")],
  ["A long line", line, of("line")],
  ["The pure core", core, of("core")],
  ["The visitor's page on a bad line", page, of("page")],
]
const told = sections.filter(([, , rows]) => rows.length > 0).map(([title, tell]) => `## ${title}\n\n${tell()}\n`)
const skipped = of("skipped").map(({ why }) => `- Not in this run: ${why}.`)
const rounds = Math.max(...of("relay").map(({ round }) => round), 1)
const [first] = of("relay")

console.log(`# Performance

Written by \`./run bench\`; nothing here is typed in by hand. Read the ratios: the absolute numbers belong to one machine
and one hour. What is meant by each row, and what is not said, is in [decisions/bench.md](decisions/bench.md).

**Machine.** ${machine.cpu}, ${machine.cores} cores, ${machine.memory_mb} MB; ${machine.system}, kernel ${machine.kernel}, ${machine.compiler},
${machine.openssl}; congestion control ${machine.congestion}, ${machine.descriptors} descriptors. Server on one core, load on the other.

**Method.** ${first === undefined ? "" : `${first.pairs} pairs, ${rounds} rounds of ${first.seconds.toFixed(1)} s, servers in turn; `}median (least–most); a ratio is taken within a round, then the median of
the rounds. CPU is what the kernel reckons for the whole server process, journal included.
${skipped.join("\n")}

## Against the aims

${table(["what", "measured", "aim", "must not exceed", ""], bars.map(([name, value]) => verdict(name, value, digits)))}

${told.join("\n").trimEnd()}`)
