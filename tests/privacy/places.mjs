// Where a word could have been written down, what is planted there to see that a search would find it,
// and the searching. It knows no story.
import assert from "node:assert/strict"
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { chownSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"

import { query } from "../e2e/house.mjs"
import { network } from "../e2e/proxy.mjs"
import { files, forms, search, searchFiles } from "../e2e/search.mjs"
import { hostile } from "./hostile.mjs"
import { recorder } from "./traffic.mjs"

const run = promisify(execFile)

// The memory of a living process, as a file; the process goes on.
export async function coreOf(pid, folder, name) {
  mkdirSync(folder, { recursive: true })
  await run("gcore", ["-o", join(folder, String(name)), String(pid)], { maxBuffer: 1e8 })
  const bytes = statSync(join(folder, `${name}.${pid}`)).size
  assert.ok(bytes > 1_000_000, `a core of ${bytes} bytes`)
  return `${(bytes / 1e6).toFixed(1)} MB`
}

// Whether this machine and this account let us look into another process of the server's account.
export async function mayLook(folder, pid) {
  try {
    await coreOf(pid, folder, "may")
    return true
  } catch (error) {
    if (!/ptrace|not permitted/i.test(`${error.stderr}${error.stdout}`)) throw error // no gdb, no room: that is a failure
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// Every look at an account waits until the database gives the statement up; connections that are
// kept are ended first. It goes on until `answers` is called, however slow the machine is.
export async function databaseFails() {
  const ended = (whose) => query(`select count(pg_terminate_backend(pid)) from pg_stat_activity where ${whose}`)
  const holds = "from pg_locks where relation = 'account'::regclass and mode = 'AccessExclusiveLock' and granted"
  await ended("application_name = 'yorisoi'")
  const locked = query("begin; lock table account in access exclusive mode; select pg_sleep(300); select 1; commit").catch(() => {})
  while ((await query(`select count(*) ${holds}`)) === 0) await new Promise((resolve) => setTimeout(resolve, 50))
  return { answers: async () => (await ended(`pid in (select pid ${holds})`), await locked) }
}

const planted = (found, name, one, where) => found.some((hit) => hit.startsWith(`${name} of ${one} in ${where}`))

// Each form of each word in a file of its own, and each is found.
function plantForms(folder, words, formsOf = forms, owner = null) {
  const place = join(folder, "planted")
  mkdirSync(place)
  const expected = []
  for (const [nth, one] of words.entries()) {
    for (const [name, form] of formsOf(one)) {
      const path = join(place, `${nth}-${expected.length}`)
      writeFileSync(path, Buffer.concat([Buffer.from([0, 255, 13]), form, Buffer.from([7])]))
      if (owner !== null) chownSync(path, owner, owner)
      expected.push([name, one, path])
    }
  }
  if (owner !== null) chownSync(place, owner, owner)
  return { place, expected }
}

function foundAll({ place, expected }, { hits }) {
  rmSync(place, { recursive: true })
  const missed = expected.filter(([name, one, path]) => !planted(hits, name, one, path))
  assert.deepEqual(missed, [])
  return `${expected.length} forms`
}

export class Places {
  constructor(folder) {
    this.folder = folder
    this.began = Date.now()
    this.account = statSync(join(folder, "server/data")).uid
  }

  path(below) {
    return join(this.folder, below)
  }

  // `clear`: also what was sent in clear, past the pages, must not be there. Memory holds such a frame
  // until its buffer is used again, and the wire carries what was put on it.
  all() {
    const byFile = (name, below) => ({
      name, clear: true,
      search: (words) => search(this.path(below), words, []),
      plant: (words) => { const there = plantForms(this.path(below), words); return foundAll(there, search(this.path(below), words, [])) },
    })
    return [
      { name: "the database's files", clear: true, search: (words) => this.database(words), plant: (words) => this.plantRows(words, (one) => this.database(one)) },
      { name: "its write-ahead log", clear: true, search: (words) => search(this.path("server/database/cluster/pg_wal"), words, []), plant: (words) => this.plantRows(words, (one) => search(this.path("server/database/cluster/pg_wal"), one, [])) },
      { name: "its log", clear: true, search: (words) => search(this.path("server/database/log"), words, []), plant: (words) => this.plantInLog(words) },
      byFile("the journal", "server/data/journal"),
      byFile("the data folder", "server/data"),
      byFile("the server's log", "server/log"),
      { name: "temporary folders", clear: true, search: (words) => searchFiles(this.temporary(), words), plant: (words) => this.plantTemporary(words) },
      { name: "the server's memory", clear: false, memory: true, search: (words) => search(this.path("cores"), words, []), plant: (words) => this.plantInMemory(words) },
      { name: "recorded traffic", clear: false, search: (words) => search(this.path("traffic"), words, []), plant: (words) => this.plantInTraffic(words) },
    ]
  }

  database(words) {
    return search(this.path("server/database/cluster"), words, [this.path("server/database/cluster/pg_wal")])
  }

  async plantRows(words, look) {
    await query(`create table planted as select unnest(array['${words.join("','")}']) as word`)
    await query("checkpoint")
    const { hits } = look(words)
    await query("drop table planted")
    await query("checkpoint")
    for (const one of words) assert.ok(hits.some((hit) => hit.startsWith(`UTF-8, line 1 of ${one}`)), `${hits}`)
  }

  async plantInLog(words) {
    await query(`do $$ begin raise log '%', '${words.join(" ")}'; end $$`)
    const { hits } = search(this.path("server/database/log"), words, [])
    for (const one of words) assert.ok(hits.some((hit) => hit.startsWith(`UTF-8, line 1 of ${one}`)), `${hits}`)
  }

  // Whatever the server's account has written since, outside of the folder of the test; other tests of
  // this machine may have theirs.
  *temporary() {
    for (const folder of ["/tmp", "/var/tmp", "/dev/shm"]) {
      for (const name of readdirSync(folder)) {
        const path = join(folder, name)
        if (name.startsWith("yorisoi-t") || path === this.folder) continue
        for (const file of this.below(path)) {
          const { uid, mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? {}
          if (uid === this.account && mtimeMs >= this.began) yield file
        }
      }
    }
  }

  below(path) {
    try {
      const about = statSync(path)
      return about.isDirectory() ? [...files(path, [])] : about.isFile() ? [path] : []
    } catch {
      return [] // gone, or nobody's but its owner's
    }
  }

  plantTemporary(words) {
    const folder = `/tmp/planted-${process.pid}`
    mkdirSync(folder)
    try {
      const there = plantForms(folder, words, forms, this.account)
      return foundAll(there, searchFiles(this.temporary(), words))
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  // A process that has the words in its memory, as texts and as bytes.
  async plantInMemory(words) {
    const holds = spawn(process.execPath, ["-e", "const one = process.env.HELD.split(' '); const two = one.map((word) => Buffer.from(word)); console.log('holds'); setInterval(() => two.length, 1000)"], { env: { HELD: words.join(" ") } })
    await once(holds.stdout, "data")
    const folder = this.path("cores.planted")
    await coreOf(holds.pid, folder, "planted")
    holds.kill()
    const { hits } = search(folder, words, [])
    rmSync(folder, { recursive: true })
    for (const one of words) assert.ok(hits.some((hit) => hit.startsWith(`UTF-8, line 1 of ${one}`)), `${hits}`)
  }

  // A page that does not lock what it says, through the same recorder.
  async plantInTraffic(words) {
    const folder = this.path("traffic.planted")
    const wire = await network(Number(process.env.SERVER_PORT), 0, recorder(folder))
    await hostile({ port: wire.port, origin: process.env.SERVER_URL, words, from: words.map(() => "127.0.0.1"), only: "unknown type" })
    wire.close()
    const { hits } = search(folder, words, [])
    rmSync(folder, { recursive: true })
    for (const one of words) assert.ok(hits.some((hit) => hit.startsWith(`UTF-8, line 1 of ${one}`) && hit.endsWith(".unmasked")), `${hits}`)
  }

  addresses(from, formsOf) {
    const paths = ["server/data", "server/log", "server/database"].flatMap((below) => [...files(this.path(below), [])])
    return searchFiles(paths, from, formsOf)
  }

  plantAddress(address, formsOf) {
    const there = plantForms(this.path("server/data/journal"), [address], formsOf)
    return foundAll(there, this.addresses([address], formsOf))
  }
}
