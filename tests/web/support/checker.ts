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

interface Said {
  side: string
  text: string
  places: Map<string, number> // on the screens of pages that said it or took it over: page -> place from the top
  shownBy: Set<string>
  deliveredOn: Set<string>
  couldNotSendOn: Set<string>
  broughtTo: Set<string> // pages that another one has brought it to, as history
}

export class Checker {
  private readonly words = new Map<string, Said>() // by stream and number
  private readonly names = new Map<string, string>() // text -> stream and number; no text is said twice
  private readonly lastShown = new Map<string, number>() // page and stream -> number
  private readonly lastBrought = new Map<string, number>() // page and stream -> number
  private readonly lastPlace = new Map<string, number>() // reading page and saying page -> place
  private readonly own = new Map<string, number>() // page -> how many own words stand on its screen
  private readonly gapAllowed = new Set<string>() // pages that were told of a missing message
  private readonly toCarry: { page: string; word: string }[] = []

  // A word of this side stands on this page as sending: said there, or left by an earlier load.
  said({ page, side, stream, number, text }: Seen): void {
    const name = key(stream, number)
    const word = this.words.get(name) ?? {
      side, text, places: new Map(), shownBy: new Set(), deliveredOn: new Set(), couldNotSendOn: new Set(), broughtTo: new Set(),
    }
    this.words.set(name, word)
    this.hold((this.names.get(text) ?? name) === name, `${page} has ${text} under a second name`)
    this.names.set(text, name)
    this.hold(word.text === text && word.side === side, `${page} has ${text} under the name of ${word.text}`)
    this.hold(!word.places.has(page) && !word.broughtTo.has(page), `${page} has ${text} twice as its own`)
    const place = this.own.get(page) ?? 0
    this.own.set(page, place + 1)
    word.places.set(page, place)
  }

  shown({ page, side, stream, number, text }: Seen): void {
    const word = this.words.get(key(stream, number))
    this.hold(word !== undefined, `${page} shows a word that nobody said`)
    this.hold(word.text === text, `${page} shows ${text} for ${word.text}`)
    this.hold(word.side !== side, `${page} shows its own side's word as the other's`)
    this.hold(!word.shownBy.has(page) && !word.broughtTo.has(page), `${page} shows ${text} twice`)
    const before = this.lastShown.get(`${page} ${stream}`)
    const contiguous = before === undefined || number === before + 1 || this.gapAllowed.has(page)
    this.hold(contiguous, `${page} shows ${number} after ${before}`)
    // A tab that was left behind does not know what the other one has brought through; a reader without
    // a memory then reads it late. So only a word that nobody has read yet must come in its place.
    for (const [author, place] of word.shownBy.size === 0 ? word.places : []) {
      const seen = this.lastPlace.get(`${page} ${author}`) ?? -1
      this.hold(place > seen, `${page} shows ${text} out of the order in which it stands on ${author}`)
      this.lastPlace.set(`${page} ${author}`, place)
    }
    word.shownBy.add(page)
    this.lastShown.set(`${page} ${stream}`, number)
  }

  // A word of before this page came, as another page has brought it.
  brought({ page, side, stream, number, text }: Seen, mine: boolean): void {
    const word = this.words.get(key(stream, number))
    this.hold(word?.text === text, `${page} was brought ${text}, which nobody said under this name`)
    this.hold((word.side === side) === mine, `${page} was brought ${text} as the other's`)
    this.hold(word.shownBy.size > 0, `${page} was brought ${text}, which nobody had read`)
    this.hold(!word.places.has(page) && !word.shownBy.has(page) && !word.broughtTo.has(page), `${page} was brought ${text} a second time`)
    const before = this.lastBrought.get(`${page} ${stream}`) ?? 0
    this.hold(number > before, `${page} was brought ${number} after ${before}`)
    this.lastBrought.set(`${page} ${stream}`, number)
    word.broughtTo.add(page)
  }

  delivered(page: string, stream: string, upTo: number): void {
    for (const word of this.on(page, stream, 1, upTo)) {
      this.hold(word.shownBy.size > 0, `${page} calls ${word.text} delivered, and nobody has shown it`)
      this.hold(!word.couldNotSendOn.has(page), `${word.text} could not be sent and is delivered`)
      word.deliveredOn.add(page)
    }
    this.hold(this.words.get(key(stream, upTo))?.places.has(page) === true, `${page} calls a word delivered that it does not have`)
  }

  couldNotSend(page: string, stream: string, from: number): void {
    for (const word of this.on(page, stream, from, Infinity)) {
      this.hold(!word.deliveredOn.has(page), `${word.text} is delivered and could not be sent`)
      word.couldNotSendOn.add(page)
    }
  }

  toldMissing(page: string): void {
    this.gapAllowed.add(page)
  }

  // What lay in the tab's storage when this page began.
  mustCarry(page: string, stream: string, number: number): void {
    this.toCarry.push({ page, word: key(stream, number) })
  }

  // After a quiet time with everybody there: every word on a page that still stands was shown, and
  // the page knows. `endForced`: the session ended before that.
  finish(pages: string[], endForced: boolean): void {
    for (const word of this.words.values()) {
      for (const page of pages.filter((page) => word.places.has(page))) {
        const [delivered, failed] = [word.deliveredOn.has(page), word.couldNotSendOn.has(page)]
        if (endForced) this.hold(delivered !== failed, `${word.text} was left open on ${page}`)
        else this.hold(delivered, `${word.text} was never delivered on ${page}`)
      }
    }
    for (const { page, word } of endForced ? [] : this.toCarry.filter(({ page }) => pages.includes(page))) {
      this.hold(this.words.get(word)?.places.has(page) === true, `${page} has lost what the load before it had kept`)
    }
  }

  count(): { said: number; shown: number; delivered: number; carried: number; brought: number } {
    const words = [...this.words.values()]
    return {
      said: words.length,
      shown: words.filter(({ shownBy }) => shownBy.size > 0).length,
      delivered: words.filter(({ deliveredOn }) => deliveredOn.size > 0).length,
      brought: words.filter(({ broughtTo }) => broughtTo.size > 0).length,
      carried: words.filter(({ places, deliveredOn }) => places.size > 1 && deliveredOn.size > 0).length,
    }
  }

  // The words of a stream that stand on this page, in a range of numbers.
  private on(page: string, stream: string, from: number, to: number): Said[] {
    return [...this.words].flatMap(([name, word]) => {
      const [of, number] = name.split(" ")
      return of === stream && Number(number) >= from && Number(number) <= to && word.places.has(page) ? [word] : []
    })
  }

  private hold(holds: boolean, sentence: string): asserts holds {
    if (!holds) throw new Broken(sentence)
  }
}

function key(stream: string, number: number): string {
  return `${stream} ${number}`
}
