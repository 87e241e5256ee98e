// The one value that a tab keeps in `sessionStorage`: a pass, and for each session what a load has
// locked for the load after it. It survives a reload and a killed page, goes with the tab, and is
// copied when a tab is duplicated. It knows neither what a pass opens nor how words are locked.

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

const passShape = /^[A-Za-z0-9_-]{43}$/ // 32 bytes

// What a page keeps: a visitor's page nothing without its pass.
export type Keeps = "pass" | "words" // also the name in the storage, which says nothing about what the page is for

export class TabValue {
  pass: string | null = null
  readonly locked = new Map<string, string>() // session -> what was locked for it
  private kept_ = false

  constructor(
    private readonly storage: PassStorage | null,
    private readonly keeps: Keeps,
  ) {
    const found = this.stored()
    if (found === null) return
    const [pass = "", ...locked] = found.split(" ")
    if (passShape.test(pass)) this.pass = pass
    if (this.mayKeep) for (const text of locked) this.locked.set(text.split(".")[0]!, text)
    this.kept_ = true
  }

  // False when the storage did not take what is here: a reload would lose it.
  get kept(): boolean {
    return this.kept_
  }

  // Some browsers take a value and keep nothing; what cannot be read back is not kept.
  write(): void {
    if (!this.mayKeep || (this.pass === null && this.locked.size === 0)) return this.remove()
    const value = [this.pass ?? "", ...this.locked.values()].join(" ")
    try {
      this.storage?.setItem(this.keeps, value)
    } catch {
      // What was kept before is still there.
    }
    this.kept_ = this.stored() === value
  }

  // Nothing is open any more, or the person leaves without a trace.
  forget(): void {
    this.pass = null
    this.locked.clear()
    this.remove()
  }

  // After `forget` whatever is still being locked has no place here.
  private get mayKeep(): boolean {
    return this.keeps === "words" || this.pass !== null
  }

  private remove(): void {
    this.locked.clear()
    this.kept_ = false
    try {
      this.storage?.removeItem(this.keeps)
    } catch {
      // Nothing could be stored either.
    }
  }

  // A storage that cannot be read holds nothing.
  private stored(): string | null {
    try {
      return this.storage?.getItem(this.keeps) ?? null
    } catch {
      return null
    }
  }
}
