// What the orchestrator can do to the server, the database, the disk and the network of its evening,
// each as one order. It runs in a network of its own when it is root (drops need that), and knows
// neither pages nor rules.
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { copyFileSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { connect } from "node:net"
import { join } from "node:path"
import { promisify } from "node:util"

const { ROOT, TMP, SERVER_PORT } = process.env
const directory = join(TMP, "server")
const script = join(ROOT, "tests/support/house.sh")
const run = promisify(execFile)
const house = async (...words) => (await run("bash", [script, ...words])).stdout
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

const pidIn = (file) => Number(readFileSync(file, "utf8").split(/\s/)[0])
const serverPid = () => pidIn(join(directory, "server.pid"))

// As the account that the server runs as: it may always change what is its own.
const asAccount = (...words) => run("bash", ["-c", '. "$ROOT/run.d/account.sh"; as_account "$@"', "bash", ...words])

function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch {
    // it is gone, and so is what it should have heard
  }
}

// The server, as the part has started it, on the port that it has had from the beginning.
export class Server {
  child = null
  port = Number(SERVER_PORT)

  kill() {
    return house("kill")
  }

  // As an operator stops it; answers with the milliseconds it took.
  async stop() {
    const began = Date.now()
    const pid = serverPid()
    signal(pid, "SIGTERM")
    while (existsSync(`/proc/${pid}`) && !gone(pid)) {
      if (Date.now() - began > 15_000) throw new Error("the server did not stop")
      await pause(20)
    }
    return Date.now() - began
  }

  // Answers with the milliseconds until it accepted a connection.
  async start() {
    this.child?.stdin.end()
    const began = Date.now()
    this.child = spawn("bash", [script, "start", String(this.port)], { stdio: ["pipe", "pipe", "inherit"] })
    const accepted = this.accepts(began)
    const [said] = await Promise.race([once(this.child.stdout, "data"), once(this.child, "exit")])
    if (String(said).trim() !== "started") throw new Error(`the server did not start again: ${said}`)
    return accepted
  }

  end() {
    this.child?.stdin.end()
  }

  freeze(milliseconds) {
    return frozen([serverPid()], milliseconds)
  }

  // Another build of the same server takes over at the next start.
  change(program) {
    rmSync(join(directory, "program/yorisoi"))
    copyFileSync(program, join(directory, "program/yorisoi"))
  }

  async accepts(began) {
    for (;;) {
      const socket = connect(this.port, "127.0.0.1")
      const open = await Promise.race([once(socket, "connect").then(() => true), once(socket, "error").then(() => false)]).catch(() => false)
      socket.destroy()
      if (open) return Date.now() - began
      if (Date.now() - began > 30_000) throw new Error("the server accepts nobody")
      await pause(5)
    }
  }
}

// A process that its parent has not looked at yet.
function gone(pid) {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\)/, ""))
  } catch {
    return true
  }
}

async function frozen(pids, milliseconds) {
  for (const pid of pids) signal(pid, "SIGSTOP")
  await pause(milliseconds)
  for (const pid of pids) signal(pid, "SIGCONT")
}

// What the machine says the time of day is, in milliseconds from the truth: for a server that is
// built to ask this file (planted/clock.cpp).
export const clock = {
  file: join(TMP, "clock"),
  jumps: (milliseconds) => writeFileSync(clock.file, BigInt64Array.of(BigInt(milliseconds)), { flag: "r+" }),
}

export const database = {
  stop: () => house("database-stop"),
  kill: () => run("bash", [join(ROOT, "tests/support/cluster.sh"), "kill", join(directory, "database")]),
  start: () => house("database-start"),
  freeze: (milliseconds) => frozen(databasePids(), milliseconds),
  query: async (sql) => (await house("query", sql)).trim(),

  // Until no fact has become a row for two seconds.
  async caughtUp() {
    let last = ""
    for (let turns = 0; turns < 60; turns += 1) {
      const now = await database.query("select to_json(position) from journal_position")
      if (now === last) return
      last = now
      await pause(2_000)
    }
    throw new Error("the rows do not catch up")
  },
}

function databasePids() {
  const master = pidIn(join(directory, "database/cluster/postmaster.pid"))
  const children = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && parentOf(name) === master)
  return [master, ...children.map(Number)]
}

function parentOf(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) \S+ /, "").split(" ")[0])
  } catch {
    return 0
  }
}

// The journal's disk: a small file system of its own (tmpfs) where the part could make one.
export const disk = {
  async full(milliseconds) {
    const ballast = join(directory, "data/ballast")
    await run("sh", ["-c", `dd if=/dev/zero of="$1" bs=64k 2>/dev/null || true`, "sh", ballast])
    await pause(milliseconds)
    rmSync(ballast, { force: true })
  },

  // Flushes answer with an error.
  async failing(milliseconds) {
    const strace = spawn("strace", ["-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO", "-p", String(serverPid())], { stdio: "ignore" })
    await pause(milliseconds)
    strace.kill("SIGTERM")
    await Promise.race([once(strace, "exit"), pause(5_000)])
  },

  // No new file or connection can be opened.
  async noDescriptors(milliseconds) {
    const pid = serverPid()
    const open = readdirSync(`/proc/${pid}/fd`).length
    const limit = readFileSync(`/proc/${pid}/limits`, "utf8").match(/Max open files +(\d+)/)[1]
    await asAccount("prlimit", "--pid", String(pid), `--nofile=${open}:`)
    await pause(milliseconds)
    await asAccount("prlimit", "--pid", String(pid), `--nofile=${limit}:`).catch(() => {}) // it may be another by now
  },
}

// Packets to and from the server's port are lost at random, so many in a hundred.
export const network = {
  async drops(port, percent, milliseconds) {
    const rule = (side) => `numgen random mod 100 < ${percent} tcp ${side} ${port} drop`
    const rules = ["table inet weather {", "chain in {", "type filter hook input priority 0;", rule("dport"), rule("sport"), "}", "}", ""]
    await nft(rules.join("\n"))
    await pause(milliseconds)
    await nft("delete table inet weather")
  },
}

async function nft(text) {
  const file = join(TMP, "weather.nft")
  writeFileSync(file, text)
  await run("nft", ["-f", file])
}
