// Reads what the pages of one run said and showed, and what they claimed of it, and throws at the
// first promise that does not hold. It knows neither the library nor the server.

export interface Seen {
  page: string // the load that tells
  side: string
  stream: string
  number: number
  text: string
}

export class Broken extends Error {}

interface Said extends Seen {
  order: number // among all that this side ever said
  shownBy: Set<string>
  delivered: boolean
  couldNotSend: boolean
}

export class Checker {
  private readonly words = new Map<string, Said>() // by stream and number
  private readonly lastShown = new Map<string, number>() // page and stream -> number
  private readonly lastOrder = new Map<string, number>() // page -> order
  private readonly gapAllowed = new Set<string>() // pages that were told of a missing message

  said(seen: Seen): void {
    this.words.set(key(seen.stream, seen.number), {
      ...seen,
      order: this.words.size,
      shownBy: new Set(),
      delivered: false,
      couldNotSend: false,
    })
  }

  shown({ page, side, stream, number, text }: Seen): void {
    const word = this.words.get(key(stream, number))
    this.hold(word !== undefined, `${page} shows a word that nobody said`)
    this.hold(word.text === text, `${page} shows ${text} for ${word.text}`)
    this.hold(word.side !== side, `${page} shows its own side's word as the other's`)
    this.hold(!word.shownBy.has(page), `${page} shows ${text} twice`)
    const before = this.lastShown.get(`${page} ${stream}`)
    const contiguous = before === undefined || number === before + 1 || this.gapAllowed.has(page)
    this.hold(contiguous, `${page} shows ${number} after ${before}`)
    this.hold(word.order > (this.lastOrder.get(page) ?? -1), `${page} shows ${text} out of order`)
    word.shownBy.add(page)
    this.lastShown.set(`${page} ${stream}`, number)
    this.lastOrder.set(page, word.order)
  }

  delivered(page: string, stream: string, upTo: number): void {
    for (let number = 1; number <= upTo; number += 1) {
      const word = this.words.get(key(stream, number))
      this.hold(word?.page === page, `${page} calls a word delivered that it did not say`)
      this.hold(word.shownBy.size > 0, `${page} calls ${word.text} delivered, and nobody has shown it`)
      word.delivered = true
    }
  }

  couldNotSend(page: string, stream: string, from: number): void {
    for (let number = from; ; number += 1) {
      const word = this.words.get(key(stream, number))
      if (word === undefined) break
      this.hold(word.page === page && !word.delivered, `${word.text} is delivered and could not be sent`)
      word.couldNotSend = true
    }
  }

  toldMissing(page: string): void {
    this.gapAllowed.add(page)
  }

  // After a quiet time with everybody there: every word of a page that still stands was shown, and
  // its page knows. `endForced`: the session ended before that.
  finish(pages: string[], endForced: boolean): void {
    for (const word of this.words.values()) {
      if (!pages.includes(word.page)) continue
      if (endForced) this.hold(word.delivered !== word.couldNotSend, `${word.text} was left open`)
      else this.hold(word.delivered, `${word.text} was never delivered`)
    }
  }

  count(): { said: number; shown: number; delivered: number } {
    const words = [...this.words.values()]
    return {
      said: words.length,
      shown: words.filter(({ shownBy }) => shownBy.size > 0).length,
      delivered: words.filter(({ delivered }) => delivered).length,
    }
  }

  private hold(holds: boolean, sentence: string): asserts holds {
    if (!holds) throw new Broken(sentence)
  }
}

function key(stream: string, number: number): string {
  return `${stream} ${number}`
}
