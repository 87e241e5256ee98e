// What the orchestrator did and when (evening.jsonl): the clocks, the faults, the restarts. Times of
// histories are microseconds of the monotonic clock, those of the journal milliseconds since 1970.
import { eachLine, NotJudged } from "./lines.mjs"

const clocksAsked = 5 // the middle one of so many: the two clocks of one line are not read at once
const afterTrouble = 5_000_000 // what waited for the disk has come by then

// While these last, what a page is told may wait.
const holdsUp = new Set(["disk_full", "disk_failing", "no_descriptors", "server_frozen"])

export class Timeline {
  constructor(path) {
    this.clocks = [] // { t, ahead }: wall time minus monotonic time, in ms
    this.stops = [] // the server's process ended
    this.troubles = []
    this.faultsOver = null
    this.over = null
    eachLine(path, (line) => {
      if (line.e === "clock") this.clocks.push({ t: line.t, ahead: line.wall_ms - line.t / 1000 })
      if (line.e === "server_killed" || line.e === "server_stopped") this.stops.push(line.t)
      if (line.e === "fault" && holdsUp.has(line.what)) {
        this.troubles.push({ from: line.t, to: line.t + (line.milliseconds ?? 0) * 1000 + afterTrouble })
      }
      if (line.e === "faults_over") this.faultsOver = line.t
      if (line.e === "over") this.over = line.t
    })
    if (this.clocks.length === 0) throw new NotJudged("the evening says nothing about the clocks")
    if (this.faultsOver === null || this.over === null) throw new NotJudged("the evening did not come to its end")
  }

  // Milliseconds since 1970 at this moment of a history.
  wall(t) {
    return t / 1000 + this.ahead(t)
  }

  // The moment of the histories at which the journal's clock showed this.
  moment(wallMs) {
    let t = (wallMs - this.clocks[0].ahead) * 1000
    t = (wallMs - this.ahead(t)) * 1000
    return t
  }

  ahead(t) {
    let [from, to] = [0, this.clocks.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if (this.clocks[middle].t < t) from = middle + 1
      else to = middle
    }
    const first = Math.max(0, Math.min(from - (clocksAsked >> 1), this.clocks.length - clocksAsked))
    const near = this.clocks.slice(first, first + clocksAsked).map(({ ahead }) => ahead)
    return near.sort((one, other) => one - other)[near.length >> 1]
  }

  // Whether the server began anew between two moments.
  stoppedBetween(from, to) {
    return this.stops.some((t) => from < t && t <= to)
  }

  heldUpBetween(from, to) {
    return this.troubles.some((trouble) => trouble.from <= to && from <= trouble.to)
  }
}
