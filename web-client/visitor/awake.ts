// Keeps the screen on while a turn is near, where the browser can. It lets go by itself when the page
// is hidden, and asks again when it is seen. It decides nothing.

interface Sentinel {
  release(): Promise<void>
  addEventListener(type: "release", call: () => void): void
}

type Screens = { wakeLock?: { request(type: "screen"): Promise<Sentinel> } }

export class Awake {
  private wanted = false
  private asking = false
  private held: Sentinel | null = null

  constructor(private readonly told: (on: boolean) => void) {
    document.addEventListener("visibilitychange", () => void this.ask())
  }

  want(on: boolean): void {
    this.wanted = on
    if (on) void this.ask()
    else this.release()
  }

  private async ask(): Promise<void> {
    const { wakeLock } = navigator as Screens
    if (!this.wanted || this.asking || this.held !== null || document.hidden || wakeLock === undefined) return
    this.asking = true
    try {
      const held = await wakeLock.request("screen")
      this.held = held
      held.addEventListener("release", () => {
        if (this.held === held) this.held = null
        this.told(this.held !== null)
      })
      this.told(true)
      if (!this.wanted) this.release()
    } catch {
      // A low battery may refuse; the place is kept all the same.
    } finally {
      this.asking = false
    }
  }

  private release(): void {
    void this.held?.release().catch(() => {})
    this.held = null
    this.told(false)
  }
}
