// Which faults fall, and when: several kinds of trouble, each with its own rhythm, drawn from the
// seed, until the evening says that it is over. What each does is order.mjs.
import { clock, database, disk, network } from "./order.mjs"

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

// mulberry32, as in tests/web/support/random.ts
export function chance(seed) {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export class Weather {
  over = false
  down = false // the server, on its way to its next life
  counts = new Map()

  // `tell` writes one line of the evening; `kinds` are those of this evening.
  constructor({ server, seed, kinds, every, programs, tell }) {
    Object.assign(this, { server, kinds: new Set(kinds), every, programs, tell })
    this.unit = chance(seed)
    this.serverBusy = Promise.resolve()
  }

  async falls() {
    await Promise.all([this.onServer(), this.onDatabase(), this.onDisk(), this.onNetwork(), this.onClock()])
  }

  between(least, most) {
    return Math.floor(least + this.unit() * (most - least))
  }

  fell(what, more = {}) {
    this.tell("fault", { what, ...more })
    this.count(what)
  }

  count(what) {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1)
  }

  // How many faults fell whose names begin so.
  fallen(start) {
    return [...this.counts].reduce((total, [what, n]) => total + (what.startsWith(start) ? n : 0), 0)
  }

  // `every` is in milliseconds, from the end of one to the beginning of the next, on average; with
  // `calm` a longer pause follows after so many.
  async rhythm(every, kinds, act, calm = { after: Infinity, milliseconds: 0 }) {
    const mine = kinds.filter((kind) => this.kinds.has(kind))
    if (mine.length === 0) return
    let turn = this.between(0, mine.length)
    for (;;) {
      await this.rest(every * (0.5 + this.unit()))
      if (this.over) return
      await act(mine[turn % mine.length])
      turn += 1
      if (turn % calm.after === 0) await this.rest(calm.milliseconds)
    }
  }

  async rest(milliseconds) {
    const until = Date.now() + milliseconds
    while (!this.over && Date.now() < until) await pause(Math.min(100, until - Date.now()))
  }

  onServer() {
    return this.rhythm(this.every.server, ["server_killed", "server_killed", "server_stopped", "server_killed", "server_killed", "server_frozen"], async (kind) => {
      if (kind === "server_frozen") {
        const milliseconds = this.between(300, 5_000)
        this.fell(kind, { milliseconds })
        return this.server.freeze(milliseconds)
      }
      await this.goesDown(kind)
    }, this.every.calm)
  }

  async goesDown(kind) {
    this.fell(kind)
    this.down = true
    if (kind === "server_killed") {
      await this.server.kill()
      this.tell("server_killed")
    } else {
      this.tell("server_stopped", { milliseconds: await this.server.stop() })
    }
    const program = this.programs[this.between(0, this.programs.length)]
    if (program !== undefined) this.server.change(program.path)
    await pause(this.between(0, 700))
    this.tell("server_up", { program: program?.name, milliseconds: await this.server.start() })
    this.down = false
  }

  onDatabase() {
    return this.rhythm(this.every.database, ["database_stopped", "database_killed", "database_frozen"], async (kind) => {
      const milliseconds = this.between(500, 5_000)
      this.fell(kind, { milliseconds })
      if (kind === "database_frozen") return database.freeze(milliseconds)
      await (kind === "database_killed" ? database.kill() : database.stop())
      await pause(milliseconds)
      await database.start()
    })
  }

  onDisk() {
    return this.rhythm(this.every.disk, ["disk_full", "disk_failing", "no_descriptors"], async (kind) => {
      const milliseconds = this.between(500, 3_000)
      if (kind !== "disk_full" && this.down) return // a server that cannot flush or open a file does not begin, and says so
      const act = { disk_full: disk.full, disk_failing: disk.failing, no_descriptors: disk.noDescriptors }[kind]
      this.tell("fault", { what: kind, milliseconds }) // what it may hold up, it holds up from here on
      try {
        await act(milliseconds)
        this.count(kind)
      } catch (error) { // the server went meanwhile; it is no fault that fell
        this.tell("note", { what: kind, why: String(error.message).split("\n")[0] })
      }
    })
  }

  // Anywhere within 25 minutes: a sign-in that nobody uses lasts an hour of the clock.
  onClock() {
    return this.rhythm(this.every.clock, ["clock_jumps"], async (kind) => {
      const milliseconds = this.between(-1_500_000, 1_500_000)
      this.fell(kind, { milliseconds })
      clock.jumps(milliseconds)
    })
  }

  onNetwork() {
    return this.rhythm(this.every.network, ["packets_dropped"], async (kind) => {
      const [percent, milliseconds] = [this.between(1, 21), this.between(1_000, 6_000)]
      this.fell(kind, { percent, milliseconds })
      await network.drops(this.server.port, percent, milliseconds)
    })
  }
}
