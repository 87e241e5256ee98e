// One tab of a person in a seeded run: what it stores, and what its present load shows. A reload
// keeps the storage, a duplicated tab gets a copy of it.

import type { LeftoverLock } from "../../../web-client/lib/leftover_lock"
import { Leftovers, type LeftoverWords } from "../../../web-client/lib/leftovers"
import { NotOpened } from "../../../web-client/lib/keys"
import type { Session } from "../../../web-client/lib/session"
import { TabValue } from "../../../web-client/lib/tab_value"
import type { TestClock } from "./clock"
import { Drawer } from "./drawer"
import type { Random } from "./random"
import { session, type Line, type Side } from "./server"

// A lock that any reader of the test sees through, that takes its time, and not always the same.
export class SlowLock implements LeftoverLock {
  constructor(private readonly random: Random) {}

  async lock(storageKey: string, session: string, text: string): Promise<string> {
    for (let turns = this.random.below(4); turns > 0; turns -= 1) await Promise.resolve()
    if (this.random.below(8) === 0) await new Promise((resolve) => setImmediate(resolve))
    return `${session}.${storageKey}.${encodeURIComponent(text).replace(/\./g, "%2E")}`
  }

  async unlock(storageKey: string, session: string, locked: string): Promise<string> {
    await Promise.resolve()
    const [named, key, text] = locked.split(".")
    if (named !== session || key !== storageKey) throw new NotOpened("leftovers")
    return decodeURIComponent(text!)
  }
}

export class Tab {
  readonly leftovers: Leftovers
  words: Session | null = null // from `started` on
  line: Line | null = null

  constructor(
    readonly side: Side,
    public load: string,
    readonly drawer: Drawer,
    clock: TestClock,
    random: Random,
  ) {
    const tab = new TabValue(drawer, "words")
    this.leftovers = new Leftovers({ tab, lock: new SlowLock(random), clock, changed: () => {} })
  }
}

// What a load that begins with this storage finds there.
export function keptIn(drawer: Drawer): LeftoverWords[] {
  const locked = new TabValue(drawer, "words").locked.get(session)
  return locked === undefined ? [] : (JSON.parse(decodeURIComponent(locked.split(".")[2]!)) as LeftoverWords[])
}
