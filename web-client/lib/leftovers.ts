// Words that a load leaves unconfirmed, kept locked in the tab's one value so that the next load
// sends them under their old names. At most one write in each turn of the event loop; without a
// storage key, or where the storage refuses, they stay in memory and the page is told so. It knows
// no connection; how words are locked is leftover_lock.ts's business.

import type { Clock } from "./clock"
import type { LeftoverLock } from "./leftover_lock"
import { NotOpened } from "./keys"
import type { TabValue } from "./tab_value"

// One stream's words from `first` on, without a hole.
export interface LeftoverWords {
  stream: string
  first: number
  words: { text: string; at: number }[] // `at`: wall time, when it was said
  holder?: number // of the other seat, for whom they were said; absent: the first
}

export interface Found {
  words: LeftoverWords[]
  lost: boolean // something was there that cannot be opened
}

export interface LeftoversOptions {
  tab: TabValue
  lock: LeftoverLock
  clock: Clock
  changed(kept: boolean): void // whether a reload would find all that is unconfirmed; told when that changes
}

export class Leftovers {
  private readonly keys = new Map<string, string>() // session -> storage key
  private readonly unconfirmed = new Map<string, () => LeftoverWords[]>() // session -> how to ask for it
  private readonly due = new Set<string>()
  private readonly refused = new Set<string>() // sessions of which something is in memory only
  private cancel: (() => void) | null = null
  private writing = false

  constructor(private readonly options: LeftoversOptions) {}

  // As each greeting tells it. Another key than before locks everything anew.
  setKey(session: string, key: string | undefined): void {
    const before = this.keys.get(session)
    if (key === undefined) this.keys.delete(session)
    else this.keys.set(session, key)
    if (before !== key && this.unconfirmed.has(session)) this.writeSoon(session)
  }

  // What an earlier load has left for this session, or this one, when it held the seat before. It
  // stays in the storage until this load keeps something in its place.
  async open(session: string): Promise<Found> {
    const { tab, lock } = this.options
    const own = this.unconfirmed.get(session)
    if (own !== undefined) return { words: own(), lost: false }
    const locked = tab.locked.get(session)
    if (locked === undefined) return { words: [], lost: false }
    const key = this.keys.get(session)
    try {
      if (key === undefined) throw new NotOpened("no storage key")
      return { words: read(await lock.unlock(key, session, locked)), lost: false }
    } catch (error) {
      if (!(error instanceof NotOpened)) throw error
      this.erase(session)
      return { words: [], lost: true }
    }
  }

  // What is unconfirmed of this session has changed, and can be asked for.
  keep(session: string, unconfirmed: () => LeftoverWords[]): void {
    this.unconfirmed.set(session, unconfirmed)
    this.writeSoon(session)
  }

  // This session is over, or is another person's business.
  drop(session: string): void {
    this.keys.delete(session)
    this.unconfirmed.delete(session)
    this.due.delete(session)
    this.erase(session)
    this.tell(session, true)
  }

  // Only these sessions are held. True when something of another one was left.
  dropOthers(held: readonly string[]): boolean {
    const { locked } = this.options.tab
    let left = false
    for (const session of new Set([...locked.keys(), ...this.unconfirmed.keys()])) {
      if (held.includes(session)) continue
      left ||= (this.unconfirmed.get(session)?.().length ?? 1) > 0
      this.drop(session)
    }
    return left
  }

  private writeSoon(session: string): void {
    this.due.add(session)
    this.cancel ??= this.options.clock.after(0, () => {
      this.cancel = null
      if (!this.writing) void this.write()
    })
  }

  // One after the other, and each as it stands when its turn comes.
  private async write(): Promise<void> {
    this.writing = true
    try {
      for (const session of this.due) {
        this.due.delete(session)
        await this.writeOne(session)
      }
    } finally {
      this.writing = false
    }
  }

  private async writeOne(session: string): Promise<void> {
    const { tab, lock } = this.options
    const words = this.unconfirmed.get(session)?.() ?? []
    if (words.length === 0) {
      this.erase(session)
      return this.tell(session, true)
    }
    const key = this.keys.get(session)
    const locked = key === undefined ? null : await lock.lock(key, session, JSON.stringify(words)).catch(() => null)
    if (this.keys.get(session) !== key) return // dropped, or to be locked anew
    if (locked !== null) {
      tab.locked.set(session, locked)
      tab.write()
    }
    this.tell(session, locked !== null && tab.kept)
  }

  private erase(session: string): void {
    const { tab } = this.options
    if (tab.locked.delete(session)) tab.write()
  }

  private tell(session: string, kept: boolean): void {
    const before = this.refused.size === 0
    if (kept) this.refused.delete(session)
    else this.refused.add(session)
    const now = this.refused.size === 0
    if (before !== now) this.options.changed(now)
  }
}

// It was locked by a page of ours, but perhaps of another day.
function read(text: string): LeftoverWords[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new NotOpened("form")
  }
  if (!Array.isArray(value) || !value.every(isWords)) throw new NotOpened("form")
  return value
}

function isWords(value: unknown): value is LeftoverWords {
  const leftover = value as LeftoverWords | null
  return typeof leftover?.stream === "string" && Number.isInteger(leftover.first) && leftover.first >= 1
    && Array.isArray(leftover.words) && leftover.words.length > 0
    && leftover.words.every((word) => typeof word?.text === "string" && typeof word.at === "number")
}
