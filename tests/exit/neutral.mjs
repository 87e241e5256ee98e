// The neutral page of this test: https with a certificate of its own, behind a proxy on loopback, so that
// it has an address as the desk's settings want it, and nothing is asked of the real network. It is no
// faster than a real one, so that the frame before it can be seen. `node neutral.mjs KEY CERTIFICATE`
// prints the proxy's port.
import { readFileSync } from "node:fs"
import { createServer as createProxy } from "node:http"
import { createServer } from "node:https"

const [key, cert] = process.argv.slice(2).map((path) => readFileSync(path))
const html = '<!doctype html><html lang="ja"><meta charset="utf-8"><title>天気</title><link rel="icon" href="data:,"><p>あしたは晴れです。'
const page = createServer({ key, cert }, (_, answer) => {
  setTimeout(() => answer.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(html), 300)
})
const proxy = createProxy((_, answer) => answer.writeHead(403).end())
proxy.on("connect", ({ url }, socket) => {
  socket.on("error", () => {})
  if (url !== "neutral.test:443") return socket.end("HTTP/1.1 403 No\r\n\r\n")
  socket.write("HTTP/1.1 200 Yes\r\n\r\n")
  page.emit("connection", socket)
})
proxy.listen(0, "127.0.0.1", () => console.log(proxy.address().port))
