// L, D, O, H: what became of each word, by what the pages showed. A word is known by its token; it is
// forgotten here some time after it was shown and marked, so that an evening of millions fits.

const settles = 60_000_000 // until then the same word may still be shown by another load of its reader

export class Word {
  constructor({ stream, number, t, l }, ref) {
    this.load = l
    this.stream = stream
    this.number = number
    this.saidAt = t
    this.saidRef = ref
    this.shownAt = -1 // first
    this.shownRef = 0
    this.deliveredAt = -1 // first
    this.deliveredRef = 0
  }
}

// What one person said in one session, counted.
class Voice {
  said = 0
  shown = 0
  delivered = 0
  settled = 0 // counters up to here that are not among the words were shown and delivered
}

class Session {
  words = new Map() // token -> Word
  streams = new Map() // X
  voices = new Map() // person -> Voice
  unshown = new Map() // token -> Word: marked, and not shown yet
  late = new Map() // token -> Word: delivered too late (E)
  settling = []
  settlingHead = 0

  voice(person) {
    let voice = this.voices.get(person)
    if (voice === undefined) {
      voice = new Voice()
      this.voices.set(person, voice)
    }
    return voice
  }
}

export class Words {
  constructor({ book }) {
    this.book = book
    this.sessions = new Map()
    this.gone = new Map() // load -> when it was gone
    this.tabs = new Map() // load -> in which of its person's tabs it was
    this.wentBack = new Set() // people whose browser has brought an older state of a tab back
  }

  page({ p, l, how, tab }) {
    this.tabs.set(l, tab)
    if (how === "rolled_back") this.wentBack.add(p)
  }

  page_gone({ l, t }) {
    this.gone.set(l, t)
  }

  session(id) {
    let session = this.sessions.get(id)
    if (session === undefined) {
      session = new Session()
      this.sessions.set(id, session)
    }
    return session
  }

  // Said once more by another load: what was not confirmed before a reload.
  said(line, ref) {
    const session = this.session(line.session)
    this.settle(session, line.t)
    const voice = session.voice(line.p)
    if (session.words.has(line.token) || counterOf(line.token) <= voice.settled) return
    session.words.set(line.token, new Word(line, ref))
    voice.said += 1
  }

  shown(line, ref, page) {
    const { token, t } = line
    const session = this.session(line.session)
    this.settle(session, t)
    this.inOrder(line, ref, page)
    const word = session.words.get(token)
    const author = authorOf(token)
    if (word === undefined || author === line.p || word.shownAt >= 0) return
    word.shownAt = t
    word.shownRef = ref
    session.voice(author).shown += 1
    if (word.deliveredAt < 0) return
    session.unshown.delete(token)
    if (word.deliveredAt < t) {
      this.book.broken("H", `${token} was marked delivered ${t - word.deliveredAt} µs before it was shown`, word.deliveredRef, ref)
    }
    session.settling.push({ t, token })
  }

  // What another page has brought of the time before: words that somebody was shown, in their order, and
  // none that stands there already. It is no showing: it settles nothing.
  history({ session: id, token, stream, l }, ref, page) {
    this.book.judged("D")
    this.book.judged("O")
    this.book.judged("L")
    const session = this.session(id)
    const author = authorOf(token)
    const counter = counterOf(token)
    const word = session.words.get(token)
    const forgotten = counter <= session.voice(author).settled
    if (word === undefined ? !forgotten : word.shownAt < 0) {
      this.book.broken("L", `${token} was brought to ${l} as history, and nobody was shown it before`, ref)
    }
    const seen = seenBy(page, id, author)
    if (seen.counters.includes(counter)) this.book.broken("D", `${token} was brought to ${l}, where it stood already`, ref)
    seen.counters.push(counter)
    const before = seen.brought.get(stream) ?? -1
    if (counter < before) this.book.broken("O", `${token} was brought to ${l} after ${author}-${before}`, ref)
    seen.brought.set(stream, counter)
  }

  inOrder({ session, token, stream }, ref, page) {
    this.book.judged("D")
    this.book.judged("O")
    const author = authorOf(token)
    const counter = counterOf(token)
    const seen = seenBy(page, session, author)
    if (seen.counters.includes(counter)) {
      this.book.broken("D", `${token} was shown twice on ${page.load}`, ref)
      return
    }
    seen.counters.push(counter)
    const word = this.sessions.get(session)?.words.get(token)
    const before = seen.streams.get(stream)
    const wrong = before?.counter > counter ? before : this.saidBefore(word, author, counter, seen.newest) ? seen.newest : undefined
    if (wrong !== undefined) this.book.broken("O", `${token} was shown on ${page.load} after ${author}-${wrong.counter}`, wrong.ref, ref)
    const last = { counter, ref, load: word?.load, saidAt: word?.saidAt ?? 0 }
    if (wrong === undefined || wrong !== before) seen.streams.set(stream, last)
    if (seen.newest === undefined || counter > seen.newest.counter) seen.newest = last
  }

  // Two tabs of one person have no order between them, also when one of them crashed and is opened again
  // while the other goes on; in one tab, what a load left behind that was gone before comes first, unless
  // the browser forgot it and found it again.
  saidBefore(word, author, counter, newest) {
    if (word === undefined || newest === undefined || newest.counter < counter) return false
    if (this.wentBack.has(author) || this.tabs.get(word.load) !== this.tabs.get(newest.load)) return false
    return this.gone.get(word.load) <= newest.saidAt
  }

  marked(line, ref) {
    if (line.state !== "delivered") return
    this.book.judged("L")
    this.book.judged("H")
    const session = this.session(line.session)
    this.settle(session, line.t)
    this.delivered(session, line, ref)
  }

  delivered(session, { token, p, t }, ref) {
    const word = session.words.get(token)
    const voice = session.voice(authorOf(token))
    if (word === undefined) {
      if (counterOf(token) > voice.settled) this.book.broken("L", `${token} was marked delivered and ${p} never said it`, ref)
      return
    }
    if (word.deliveredAt >= 0) return
    word.deliveredAt = t
    word.deliveredRef = ref
    voice.delivered += 1
    if (word.shownAt < 0) session.unshown.set(token, word)
    else session.settling.push({ t, token })
  }

  // What stands on a screen at the end counts like what was told of it before.
  screen(line, ref) {
    const session = line.session === null ? undefined : this.sessions.get(line.session)
    const last = new Map() // stream -> counter
    const stood = new Set()
    for (const { token, mine, state } of line.lines) {
      if (mine) {
        if (state === "delivered" && session?.words.has(token)) this.delivered(session, { ...line, token }, ref)
        continue
      }
      const author = authorOf(token)
      const counter = counterOf(token)
      const stream = session?.words.get(token)?.stream
      const before = (stream !== undefined && last.get(stream)) || -1
      if (stood.has(token)) this.book.broken("D", `${token} stands twice on the last screen of ${line.l}`, ref)
      else if (counter < before) this.book.broken("O", `${token} stands below ${author}-${before} on the last screen of ${line.l}`, ref)
      if (stream !== undefined) last.set(stream, counter)
      stood.add(token)
    }
  }

  finish() {
    for (const { unshown } of this.sessions.values()) {
      for (const [token, { deliveredRef, saidRef }] of unshown) {
        this.book.broken("L", `${token} was marked delivered and never shown to anybody else`, saidRef, deliveredRef)
      }
    }
  }

  settle(session, now) {
    const { settling, words } = session
    while (session.settlingHead < settling.length && settling[session.settlingHead].t + settles < now) {
      const { token } = settling[session.settlingHead]
      session.settlingHead += 1
      const voice = session.voice(authorOf(token))
      words.delete(token)
      voice.settled = Math.max(voice.settled, counterOf(token))
    }
    if (session.settlingHead > 1000 && session.settlingHead * 2 > settling.length) {
      session.settling = settling.slice(session.settlingHead)
      session.settlingHead = 0
    }
  }
}

// "va12-5" is the fifth word of va12.
export function authorOf(token) {
  return token.slice(0, token.lastIndexOf("-"))
}

export function counterOf(token) {
  return Number(token.slice(token.lastIndexOf("-") + 1))
}

function seenBy(page, session, author) {
  let authors = page.seen.get(session)
  if (authors === undefined) page.seen.set(session, (authors = new Map()))
  let seen = authors.get(author)
  if (seen === undefined) authors.set(author, (seen = { counters: [], streams: new Map(), brought: new Map(), newest: undefined }))
  return seen
}
