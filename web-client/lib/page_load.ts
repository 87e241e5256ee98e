// One load of a page: its name on the wire, and the keys that it has as long as it lives. A page that
// has given up what it knew of keys and words begins another one. It knows no connection.

import { WebKeys, type LoadKeys, type MakeKeys } from "./keys"

export class PageLoad {
  private made: LoadKeys | null = null
  private readonly making: Promise<LoadKeys> | null = null

  constructor(
    readonly name: string,
    make: MakeKeys = () => WebKeys.make(),
  ) {
    const keys = make()
    if (keys instanceof Promise) {
      this.making = keys
      keys.catch(() => {}) // told to whoever waits for it
    } else this.made = keys
  }

  get keys(): LoadKeys {
    if (this.made === null) throw new Error("a load without its keys")
    return this.made
  }

  // Calls when its keys are there, which is at once or soon, or when this browser cannot make them;
  // neither, when it is not wanted any more by then.
  ready(wanted: () => boolean, call: () => void, failed: () => void): void {
    if (this.made !== null) return call()
    this.making?.then((keys) => {
      this.made = keys
      if (wanted()) call()
    }, () => { if (wanted()) failed() })
  }
}
