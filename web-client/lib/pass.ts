// The secret for one place in the line or one seat, and the names of this load. The pass is made and
// stored before it is first sent, so a page that is reloaded at any moment finds its place again. It
// knows nothing of what a pass opens.

import { base64url, browserRandom, randomName, type RandomBytes } from "./random"
import { browserStorage, TabValue, type PassStorage } from "./tab_value"

export type { PassStorage }

export class PassKeeper {
  readonly tab: TabValue

  constructor(
    storage: PassStorage | null = browserStorage(),
    private readonly random: RandomBytes = browserRandom,
  ) {
    this.tab = new TabValue(storage, "pass")
  }

  // The pass of this tab, or null when there is none.
  get current(): string | null {
    return this.tab.pass
  }

  // False when a reload would lose the place; the page then says so.
  get stored(): boolean {
    return this.tab.pass !== null && this.tab.kept
  }

  // The pass to ask for a place with: the one there is, else a new one. It is stored on return, if
  // the browser stores anything.
  take(): string {
    if (this.tab.pass !== null) return this.tab.pass
    const pass = base64url(this.random(32))
    this.tab.pass = pass
    this.tab.write()
    return pass
  }

  // The place is gone, or the person leaves without a trace.
  forget(): void {
    this.tab.forget()
  }
}

// The name of one page load, made once when the page starts.
export function newLoad(random: RandomBytes = browserRandom): string {
  return randomName(random)
}

// The name of one load's words in one session.
export function newStream(random: RandomBytes = browserRandom): string {
  return randomName(random)
}
