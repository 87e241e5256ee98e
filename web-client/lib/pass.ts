// The secret for one place in the line or one seat, and the names of this load. The pass is made and
// stored before it is first sent, so a page that is reloaded at any moment finds its place again.
// `sessionStorage` holds this one value and nothing else. It knows nothing of what a pass opens.

import { base64url, browserRandom, randomName, type RandomBytes } from "./random"

const storageName = "pass" // says nothing about what the page is for

const shape = /^[A-Za-z0-9_-]{43}$/ // 32 bytes

export interface PassStorage {
  getItem(name: string): string | null
  setItem(name: string, value: string): void
  removeItem(name: string): void
}

// Reading the property already throws where storage is forbidden.
export function browserStorage(): PassStorage | null {
  try {
    return sessionStorage
  } catch {
    return null
  }
}

export class PassKeeper {
  private pass: string | null = null
  private kept = false

  constructor(
    private readonly storage: PassStorage | null = browserStorage(),
    private readonly random: RandomBytes = browserRandom,
  ) {
    try {
      const found = this.storage?.getItem(storageName) ?? null
      if (found !== null && shape.test(found)) {
        this.pass = found
        this.kept = true
      }
    } catch {
      // A storage that cannot be read holds nothing.
    }
  }

  // The pass of this tab, or null when there is none.
  get current(): string | null {
    return this.pass
  }

  // False when a reload would lose the place; the page then says so.
  get stored(): boolean {
    return this.kept
  }

  // The pass to ask for a place with: the one there is, else a new one. It is stored on return, if
  // the browser stores anything.
  take(): string {
    if (this.pass === null) {
      this.pass = base64url(this.random(32))
      this.kept = this.store(this.pass)
    }
    return this.pass
  }

  // The place is gone, or the person leaves without a trace.
  forget(): void {
    this.pass = null
    this.kept = false
    try {
      this.storage?.removeItem(storageName)
    } catch {
      // Nothing could be stored either.
    }
  }

  // Some browsers take a value and keep nothing; what cannot be read back is not stored.
  private store(pass: string): boolean {
    try {
      this.storage?.setItem(storageName, pass)
      return this.storage?.getItem(storageName) === pass
    } catch {
      return false
    }
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
