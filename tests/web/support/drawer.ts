// A tab's storage that the test holds in its hands.

import type { PassStorage } from "../../../web-client/lib/tab_value"

export class Drawer implements PassStorage {
  values = new Map<string, string>()
  writes = 0

  getItem(name: string): string | null {
    return this.values.get(name) ?? null
  }

  setItem(name: string, value: string): void {
    this.writes += 1
    this.values.set(name, value)
  }

  removeItem(name: string): void {
    this.values.delete(name)
  }

  copy(): Drawer {
    const copy = new Drawer()
    copy.values = new Map(this.values)
    return copy
  }
}
