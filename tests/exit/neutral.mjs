// The neutral page of this test: https on loopback, a certificate of its own, and no faster than a
// real one, so that the frame before it can be seen. `node neutral.mjs KEY CERTIFICATE` prints the port.
import { readFileSync } from "node:fs"
import { createServer } from "node:https"

const [key, cert] = process.argv.slice(2).map((path) => readFileSync(path))
const html = '<!doctype html><html lang="ja"><meta charset="utf-8"><title>天気</title><link rel="icon" href="data:,"><p>あしたは晴れです。'
const server = createServer({ key, cert }, (_, answer) => {
  setTimeout(() => answer.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(html), 300)
})
server.listen(0, "127.0.0.1", () => console.log(server.address().port))
