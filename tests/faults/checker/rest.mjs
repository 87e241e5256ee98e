// E: what a person wrote and their page took stands on it, at once and when the evening is over. Judged
// at the end are words that were said on a page that still lives, since it last had to give up its seat:
// then its conversation is taken down.
import { counterOf } from "./words.mjs"

const mostSeconds = 30 * 5 // 30 s are promised; a busy machine gets five times as long
const states = new Set(["sending", "delivered", "could_not_send"])

export class Rest {
  constructor({ book, words, timeline }) {
    this.book = book
    this.words = words
    this.faultsOver = timeline.faultsOver
    this.screens = new Map() // session -> screens
  }

  // Its page has taken it, and told the person so by an empty field: it stands there by now. It is not
  // counted, so that an evening without last screens is not judged.
  wrote({ session: id, token, p, l }, ref) {
    const session = this.words.session(id)
    if (session.words.has(token) || counterOf(token) <= session.voice(p).settled) return
    this.book.broken("E", `${token} was written on ${l}, whose page took it and does not show it`, ref)
  }

  said({ session, token }, _, page) {
    const said = page.words.get(session)
    if (said === undefined) page.words.set(session, [counterOf(token)])
    else said.push(counterOf(token))
  }

  closed(_, __, page) {
    page.words.clear()
  }

  told({ m }, _, page) {
    if (m.type === "resumable") page.words.clear()
  }

  // Called behind Words, which has noted the first time.
  marked({ session: id, token, t, state }) {
    if (state !== "delivered") return
    const session = this.words.session(id)
    const word = session.words.get(token)
    if (word !== undefined && word.deliveredAt === t && t > this.due(word)) session.late.set(token, word)
  }

  due(word) {
    return Math.max(this.faultsOver, word.saidAt) + mostSeconds * 1_000_000
  }

  screen(line, ref, page) {
    const { session, lines, t, p, l, stage, here, linked } = line
    if (session === null) return
    const said = (page.words.get(session) ?? []).map((counter) => `${p}-${counter}`)
    const standing = new Map(lines.filter(({ mine }) => mine).map(({ token, state }) => [token, state]))
    const words = this.words.session(session).words
    for (const token of said) {
      this.book.judged("E")
      const state = standing.get(token)
      if (state === undefined) this.book.broken("E", `${token} was said on ${l} and does not stand there at the end`, words.get(token)?.saidRef, ref)
      else if (!states.has(state)) this.book.broken("E", `${token} stands on ${l} without a state`, ref)
    }
    const screens = this.screens.get(session) ?? []
    this.screens.set(session, [...screens, { t, p, said, ref, open: stage === "talking" && here && linked }])
  }

  finish() {
    for (const [id, screens] of this.screens) {
      const open = screens.filter((screen) => screen.open)
      if (new Set(open.map(({ p }) => p)).size < 2) continue
      const { words, late } = this.words.session(id)
      for (const { t, said, ref } of open) for (const token of said) this.judge(token, words.get(token), late.get(token), t, ref)
    }
  }

  judge(token, word, late, t, ref) {
    if (late !== undefined) {
      const seconds = Math.round((late.deliveredAt - Math.max(this.faultsOver, late.saidAt)) / 1e6)
      this.book.broken("E", `${token} was delivered only ${seconds} s after it could be`, late.saidRef, late.deliveredRef)
    } else if (word !== undefined && word.deliveredAt < 0 && t > this.due(word)) {
      this.book.broken("E", `${token} is not delivered at the end, though both pages are there`, word.saidRef, ref)
    }
  }
}
