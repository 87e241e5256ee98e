// Leaving at once and leaving no trace: the screen is emptied before anything else happens, and
// nothing waits for the network.

import type { Says } from "../generated/protocol"
import type { PassKeeper } from "../lib/pass"

export interface Leaving {
  passes: PassKeeper
  load(): string
  neutralPage(): string
  empty(): void // takes everything readable off the page, in this frame
  stop(): void // the page's connection and what still comes of it
}

// All of it in one turn of the page: nobody sees a state between, and nothing is waited for.
export function exit({ passes, load, neutralPage, empty, stop }: Leaving): void {
  const pass = passes.current
  empty()
  passes.forget()
  try {
    sessionStorage.clear()
  } catch {
    // A browser that stores nothing has nothing to clear.
  }
  location.replace(neutralPage())
  if (pass !== null) tellServer(pass, load(), "left")
  stop()
}

// Another page comes, the tab is closed, or the browser keeps this one aside: the place stays.
export function goAway({ passes, load, empty, stop }: Leaving, hasPlace: boolean): void {
  empty()
  if (passes.current !== null && hasPlace) tellServer(passes.current, load(), "away")
  stop()
}

// Sent by the browser itself, even while the page is going away.
function tellServer(pass: string, load: string, says: Says): void {
  const body = new Blob([JSON.stringify({ pass, load, says })], { type: "application/json" })
  navigator.sendBeacon("/api/v1/beacon", body)
}

// Shift three times within five seconds, alone each time: Shift with another key is writing.
const shiftsWithin = 5_000

export function onThreeShifts(count: (pressed: number) => void): void {
  let presses: number[] = []
  let alone = false
  addEventListener("keydown", (event) => {
    if (event.repeat) return
    alone = event.key === "Shift" && !event.isComposing
    if (!alone) count((presses = []).length)
  })
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return
    alone = false
    const now = Date.now()
    presses = [...presses.filter((at) => now - at < shiftsWithin), now]
    count(presses.length)
    setTimeout(() => {
      presses = presses.filter((at) => Date.now() - at < shiftsWithin)
      count(presses.length)
    }, shiftsWithin)
  })
}
