// Leaving: the order of its steps, all in one turn of the page, and Shift three times. A browser's
// own objects are played by ones that write down what is asked of them.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { PassKeeper } from "../../web-client/lib/pass"
import { exit, goAway, onThreeShifts, type Leaving } from "../../web-client/visitor/exit"
import { Drawer } from "./support/drawer"
import { Random } from "./support/random"

let steps: string[] = []
let sent: Blob[] = []
let target = new EventTarget()

const play = (name: string, value: unknown) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })

beforeEach(() => {
  steps = []
  sent = []
  target = new EventTarget()
  play("sessionStorage", { clear: () => { steps.push("storage cleared") } })
  play("location", { replace: (to: string) => { steps.push(`goes to ${to}`) } })
  play("navigator", {
    sendBeacon: (to: string, body: Blob) => {
      steps.push(`tells ${to}`)
      return sent.push(body) > 0
    },
  })
  play("addEventListener", target.addEventListener.bind(target))
})

class WatchedDrawer extends Drawer {
  override removeItem(name: string): void {
    steps.push("pass forgotten")
    super.removeItem(name)
  }
}

function leaving(drawer: Drawer = new WatchedDrawer()): Leaving {
  return {
    passes: new PassKeeper(drawer, new Random(3).bytes),
    load: () => "load",
    neutralPage: () => "https://neutral.example/",
    empty: () => { steps.push("emptied") },
    stop: () => { steps.push("stopped") },
  }
}

const told = async () => JSON.parse(await sent[0]!.text()) as unknown

test("the page is empty, then nothing is stored, then it goes, and only then the server is told", async () => {
  const leave = leaving()
  const pass = leave.passes.take()
  exit(leave)
  // Nothing was waited for: all of it is here already.
  assert.deepEqual(steps, ["emptied", "pass forgotten", "storage cleared", "goes to https://neutral.example/", "tells /api/v1/beacon", "stopped"])
  assert.deepEqual(await told(), { pass, load: "load", says: "left" })
  assert.equal(sent[0]!.type, "application/json")
  assert.equal(leave.passes.current, null)
})

test("who has no place leaves in the same way, and there is nothing to tell", () => {
  exit(leaving())
  assert.deepEqual(steps, ["emptied", "pass forgotten", "storage cleared", "goes to https://neutral.example/", "stopped"])
})

test("a browser that forbids storage is left all the same", () => {
  const forbidden = () => { throw new DOMException("no", "SecurityError") }
  Object.defineProperty(globalThis, "sessionStorage", { get: forbidden, configurable: true })
  exit(leaving())
  assert.ok(steps.includes("goes to https://neutral.example/"))
})

test("a page that is left otherwise is emptied first, keeps its place, and says that it is away", async () => {
  const leave = leaving()
  const pass = leave.passes.take()
  goAway(leave, true)
  assert.deepEqual(steps, ["emptied", "tells /api/v1/beacon", "stopped"])
  assert.deepEqual(await told(), { pass, load: "load", says: "away" })
  assert.equal(leave.passes.current, pass)
})

test("without a place it says nothing", () => {
  const leave = leaving()
  leave.passes.take()
  goAway(leave, false)
  assert.deepEqual(steps, ["emptied", "stopped"])
})

const key = (type: "keydown" | "keyup", name: string, more: object = {}) => {
  target.dispatchEvent(Object.assign(new Event(type), { key: name, repeat: false, isComposing: false, ...more }))
}
const press = (name: string, more: object = {}) => {
  key("keydown", name, more)
  key("keyup", name, more)
}

function counted(): number[] {
  const counts: number[] = []
  onThreeShifts((pressed) => counts.push(pressed))
  return counts
}

test("Shift three times alone is counted", (context) => {
  context.mock.method(globalThis, "setTimeout", () => 0)
  const counts = counted()
  for (let times = 0; times < 3; times += 1) press("Shift")
  assert.deepEqual(counts, [1, 2, 3])
})

test("another key between, a Shift that writes, one held down and one of an input method count for nothing", (context) => {
  context.mock.method(globalThis, "setTimeout", () => 0)
  const counts = counted()
  press("Shift")
  press("a")
  press("Shift")
  key("keydown", "Shift") // a capital letter
  press("A")
  key("keyup", "Shift")
  press("Shift")
  key("keydown", "Shift")
  for (let times = 0; times < 5; times += 1) key("keydown", "Shift", { repeat: true })
  key("keyup", "Shift")
  press("Shift", { isComposing: true })
  assert.ok(Math.max(...counts) < 3)
  assert.equal(counts.at(-1), 0)
})

test("three that are not within five seconds count for nothing", (context) => {
  context.mock.method(globalThis, "setTimeout", () => 0)
  let now = 1_000
  context.mock.method(Date, "now", () => now)
  const counts = counted()
  for (const pause of [0, 3_000, 3_000]) {
    now += pause
    press("Shift")
  }
  assert.deepEqual(counts, [1, 2, 2])
})
