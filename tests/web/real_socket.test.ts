// The same socket on a real WebSocket, with the browser's clock.
import assert from "node:assert/strict"
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { test } from "node:test"

import WebSocket, { WebSocketServer } from "ws"

import { toVisitorTypes, type FromVisitor, type ToVisitor } from "../../web-client/generated/protocol"
import { Socket } from "../../web-client/lib/socket"

test("it speaks with a real server, and comes back when the server drops it", async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" })
  await once(server, "listening")
  const heard: string[] = []
  const hellos: string[] = []
  let second: () => void
  const back = new Promise<void>((resolve) => { second = resolve })
  server.on("connection", (connection) => {
    connection.on("message", (text) => {
      hellos.push(String(text))
      connection.send('{"type":"queued","position":1}')
      if (hellos.length === 1) setTimeout(() => connection.terminate(), 20)
      else setTimeout(second, 20)
    })
  })
  const socket = new Socket<FromVisitor, ToVisitor>(
    `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    {
      opened: () => { socket.send({ type: "leave" }) },
      message: (message) => heard.push(message.type),
      link: (state) => heard.push(state),
      closed() {},
    },
    { known: toVisitorTypes, patience: () => "session", connect: (url) => new WebSocket(url) },
  )
  socket.start()
  await back
  socket.stop()
  server.close()
  assert.deepEqual(hellos, ['{"type":"leave"}', '{"type":"leave"}'])
  assert.deepEqual(heard, ["connecting", "open", "queued", "lost", "connecting", "open", "queued"])
})
