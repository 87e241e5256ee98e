// Q, what pages say: when each place stood in line with its page there, from `queued` on one
// connection to whatever ended that. What the line made of it is line.mjs.

// Told on a connection, each of these ends standing in line there.
const ends = new Set(["welcome", "parked", "started", "resumable", "gone", "ended", "tap_asked"])

class Standing {
  to = Infinity
  session = null // that ended it

  constructor(t, ref) {
    this.from = t
    this.heard = t // the newest message on this connection
    this.ref = ref
  }
}

export class Standings {
  constructor() {
    this.byPass = new Map() // pass -> standings
    this.movesAsked = [] // { t, ticket }
    this.offerSeconds = 30
  }

  told({ m, pass, t }, ref, page) {
    const { type } = m
    if (type === "offer") this.offerSeconds = Math.max(this.offerSeconds, m.within_seconds)
    if (page.role !== "v") return
    if (page.standing !== null) page.standing.heard = t
    if (ends.has(type)) {
      if (page.standing !== null && type === "started") page.standing.session = m.session
      this.over(page, t)
      page.tapAsked = type === "tap_asked"
    } else if (type === "queued" && page.standing === null && !page.tapAsked) {
      this.begin(page, pass, t, ref)
    }
  }

  // Whoever answers the question whether they are there stands in line again.
  asked({ what, pass, t, ticket }, ref, page) {
    if (what === "move_up") this.movesAsked.push({ t, ticket })
    if (what !== "tap" || !page.tapAsked || page.link !== "open") return
    page.tapAsked = false
    this.begin(page, pass, t, ref)
  }

  link({ s, t }, _, page) {
    if (s !== "open") this.leaves(page, t)
  }

  closed({ t }, _, page) {
    this.leaves(page, t)
  }

  page_gone({ t }, _, page) {
    this.leaves(page, t)
  }

  frozen({ t }, _, page) {
    this.leaves(page, t)
  }

  leaves(page, t) {
    this.over(page, t)
    page.tapAsked = false
  }

  begin(page, pass, t, ref) {
    if (typeof pass !== "string" || page.frozen) return
    page.standing = new Standing(t, ref)
    const standings = this.byPass.get(pass)
    if (standings === undefined) this.byPass.set(pass, [page.standing])
    else standings.push(page.standing)
  }

  over(page, t) {
    if (page.standing === null) return
    page.standing.to = t
    page.standing = null
  }
}
