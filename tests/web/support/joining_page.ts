// A visitor's page without a browser, before its first greeting or as far as asking for a place, on a
// network and a clock that the test holds in its hands.

import { PassKeeper, type PassStorage } from "../../../web-client/lib/pass"
import { VisitorPage } from "../../../web-client/visitor/page"
import { TestClock } from "./clock"
import { TestKeys } from "./keys"
import { Random } from "./random"
import { welcome } from "./visitor"
import { TestWebSocket } from "./wire"

export function opened(storage: PassStorage | null = null, jitter = 0) {
  const clock = new TestClock()
  const random = new Random(1)
  const sockets: TestWebSocket[] = []
  const passes = new PassKeeper(storage, random.bytes)
  const page = new VisitorPage({
    url: "ws://test/ws/visitor",
    desk: "demo",
    load: "load",
    passes,
    clock,
    random: random.bytes,
    keys: () => new TestKeys(),
    jitter: () => jitter,
    connect: () => {
      sockets.push(new TestWebSocket())
      return sockets[sockets.length - 1]!
    },
    changed: () => {},
  })
  const newest = () => sockets[sockets.length - 1]!
  const greeted = () => {
    newest().opens()
    newest().says(welcome)
  }
  page.start()
  return { page, passes, clock, sockets, newest, greeted }
}

export function asksForAPlace(storage: PassStorage | null = null, jitter = 0) {
  const all = opened(storage, jitter)
  all.greeted()
  all.page.tap({ type: "start" })
  all.page.tap({ type: "agree" })
  return all
}
