// A page's socket on a network that the test holds in its hands, with all that it told.

import { toVisitorTypes, type FromVisitor, type ToVisitor } from "../../../web-client/generated/protocol"
import { Socket, type Patience } from "../../../web-client/lib/socket"
import { TestClock } from "./clock"
import { TestWebSocket } from "./wire"

export const pong = { type: "pong" }
export const ping = '{"type":"ping"}'

export function page(random: () => number = () => 1, patience: () => Patience = () => "session") {
  const clock = new TestClock()
  const sockets: TestWebSocket[] = []
  const told: string[] = []
  const socket = new Socket<FromVisitor, ToVisitor>(
    "ws://test/ws/visitor",
    {
      opened: () => told.push("opened"),
      message: (message) => told.push(message.type),
      link: (state) => told.push(state),
      closed: (code) => told.push(`closed ${code}`),
    },
    {
      known: toVisitorTypes,
      patience,
      clock,
      random,
      connect: () => {
        sockets.push(new TestWebSocket())
        return sockets[sockets.length - 1]!
      },
    },
  )
  const newest = () => sockets[sockets.length - 1]!
  const heard = () => told.splice(0)
  return { clock, sockets, socket, newest, heard }
}

export function open() {
  const all = page()
  all.socket.start()
  all.newest().opens()
  all.heard()
  return all
}

// Time passes with a server that answers every ping.
export function quietTime(all: ReturnType<typeof page>, seconds: number): void {
  for (let second = 0; second < seconds; second += 1) {
    const before = all.newest().sent.length
    all.clock.pass(1_000)
    if (all.newest().sent.length > before) all.newest().says(pong)
  }
}
