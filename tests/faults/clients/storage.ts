// The session storage of a tab, as far as a page knows it; a test can copy it (a duplicated tab),
// lose it, and put an older one back.

import type { PassStorage } from "../../../web-client/lib/pass"

export class TabStorage implements PassStorage {
  private values = new Map<string, string>()

  getItem(name: string): string | null {
    return this.values.get(name) ?? null
  }

  setItem(name: string, value: string): void {
    this.values.set(name, value)
  }

  removeItem(name: string): void {
    this.values.delete(name)
  }

  copy(): TabStorage {
    const copy = new TabStorage()
    copy.values = new Map(this.values)
    return copy
  }

  lose(): void {
    this.values.clear()
  }
}
