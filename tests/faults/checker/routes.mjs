// X: which pages a word was sent to, and which it came to. Who is in a session is known from what its
// author's page was told; a page that has lost its seat may still get what was sent before that.
import { Later } from "./later.mjs"

const slack = 1_000_000 // the lines of two processes may be written in another order than things happened

// Words of one stream that one load sent, one after the other, to the same members.
class Run {
  constructor({ number, l }, members, ref) {
    this.first = number
    this.last = number
    this.load = l
    this.members = members // undefined: it had not been told any
    this.ref = ref // of the newest
  }
}

export class Routes {
  constructor({ book, words }) {
    this.book = book
    this.words = words
    this.unsure = new Later(slack)
  }

  told({ m }, ref, page) {
    if (m.type !== "started" && m.type !== "members") return
    let numbers = page.members.get(m.session)
    if (numbers === undefined) page.members.set(m.session, (numbers = new Map()))
    const known = numbers.get(m.membership)
    const loads = m.members.map(({ load }) => load)
    if (known !== undefined && known.loads.length === loads.length && loads.every((load) => known.loads.includes(load))) return
    numbers.set(m.membership, { loads, ref })
  }

  said(line) {
    this.stream(line).author ??= line.p
  }

  stream({ session, stream: name }) {
    const { streams } = this.words.session(session)
    let stream = streams.get(name)
    if (stream === undefined) streams.set(name, (stream = { author: undefined, runs: [] }))
    return stream
  }

  sent(line, ref, page) {
    const { runs } = this.stream(line)
    const { number, l } = line
    const members = page.members.get(line.session)?.get(line.membership)
    const run = runs[runs.length - 1]
    if (run !== undefined && run.load === l && run.members === members && number >= run.first && number <= run.last + 1) {
      run.last = Math.max(run.last, number)
      run.ref = ref
    } else {
      runs.push(new Run(line, members, ref))
    }
  }

  arrived(line, ref) {
    this.judge(line, ref, line.from, `a word came to ${line.l}`)
  }

  shown(line, ref) {
    this.judge(line, ref, undefined, `${line.token} was shown on ${line.l}`)
  }

  judge(line, ref, from, what) {
    this.book.judged("X")
    if (this.wrong(line, from) === null) return
    this.unsure.push(line.t, () => {
      const wrong = this.wrong(line, from)
      if (wrong !== null) this.book.broken("X", `${what}, but ${wrong.why}`, wrong.sent, wrong.told, ref)
    })
  }

  wrong(line, from) {
    const { session, stream: name, number, l, p } = line
    const stream = this.words.sessions.get(session)?.streams.get(name)
    if (stream === undefined || stream.author === undefined) return { why: `nobody said its stream in ${session}` }
    if (stream.author === p) return { why: "its own person said it" }
    let near = null
    for (let at = stream.runs.length - 1; at >= 0; at -= 1) {
      const run = stream.runs[at]
      if (number < run.first || number > run.last || (from !== undefined && from !== run.load)) continue
      if (run.members?.loads.includes(l)) return null
      near = run
    }
    if (near === null) return { why: `${from ?? stream.author} had not sent it` }
    return { why: "that page was not among the members it was sent to", sent: near.ref, told: near.members?.ref }
  }

  passed(now) {
    this.unsure.run(now)
  }

  finish() {
    this.unsure.run(Infinity)
  }
}
