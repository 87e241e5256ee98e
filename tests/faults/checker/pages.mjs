// The page loads of the evening: whose each is, whether it is linked and since when, and which pass
// it last had. Rules keep on a page what ends with it.
import { NotJudged } from "./lines.mjs"

export class Page {
  constructor(load, person) {
    this.load = load
    this.person = person
    this.role = person[0] // v, c or s
    this.link = "connecting"
    this.openSince = null // the newest connection
    this.frozen = false
    this.words = new Map() // session -> counters of what was said here (E)
    this.seen = new Map() // session -> author -> what was shown here (D, O)
    this.members = new Map() // session -> membership number -> loads (X)
    this.standing = null // in line, on this connection (Q)
    this.tapAsked = false
    this.expecting = null // a greeting that must be answered (S)
    this.mustEnd = null // a session that is restated and must end again (S)
  }
}

export class Pages {
  constructor() {
    this.pages = new Map()
    this.linked = 0 // how often a page was linked
  }

  // The page that a line is about, as it stands with this line.
  of(line) {
    const { e, l, p } = line
    let page = this.pages.get(l)
    if (page === undefined) {
      page = new Page(l, p)
      this.pages.set(l, page)
    }
    if (page.person !== p) throw new NotJudged(`the load ${l} is ${page.person}'s and ${p}'s`)
    if (e === "link") {
      page.link = line.s
      if (line.s === "open") {
        page.openSince = line.t
        this.linked += 1
      }
    } else if (e === "frozen" || e === "thawed") {
      page.frozen = e === "frozen"
    } else if (e === "closed") {
      page.link = "lost"
    }
    return page
  }

  forget(load) {
    this.pages.delete(load)
  }
}
