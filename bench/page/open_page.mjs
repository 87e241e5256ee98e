// How long somebody on a bad line waits for the visitor's page, in Chromium, each time as for the first
// time: until there is text, until its buttons work, until its socket is open. Prints lines of JSON.
//
//   node bench/page/open_page.mjs PORT CERTIFICATE ROUNDS      PORT speaks TLS with this one
import { createHash, X509Certificate } from "node:crypto"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { slowLine } from "./slow_line.mjs"

const { chromium } = createRequire(join(process.env.ROOT, "web-client/package.json"))("playwright-core")
const port = Number(process.argv[2])
const rounds = Number(process.argv[4])
const line = { kilobits: 400, roundTrip: 400 }

// The browser takes this key for a good one, as it would a real certificate's. Told to overlook errors
// instead, it makes each first connection twice.
const key = new X509Certificate(readFileSync(process.argv[3])).publicKey.export({ type: "spki", format: "der" })
const trusted = createHash("sha256").update(key).digest("base64")

const slow = await slowLine(port, line)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--disable-dev-shm-usage", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    `--ignore-certificate-errors-spki-list=${trusted}`,
    `--host-resolver-rules=MAP localhost:${port} 127.0.0.1:${slow.port}`, ...(process.getuid() === 0 ? ["--no-sandbox"] : [])],
})

// When the script has taken what the first HTML showed away and drawn the page.
function watchDrawing() {
  new MutationObserver((changes) => {
    const drawn = changes.some(({ target, removedNodes }) => target.id === "app" && removedNodes.length > 0)
    if (drawn) globalThis.drawnAt ??= performance.now()
  }).observe(document, { childList: true, subtree: true })
}

async function opened(round) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "ja-JP" })
  const page = await context.newPage()
  const network = await context.newCDPSession(page)
  await network.send("Network.enable")
  let [began, socket, bytes, requests] = [null, null, 0, 0]
  network.on("Network.requestWillBeSent", ({ timestamp }) => { began ??= timestamp; requests += 1 })
  network.on("Network.loadingFinished", ({ encodedDataLength }) => { bytes += encodedDataLength })
  const open = new Promise((done) => network.on("Network.webSocketHandshakeResponseReceived", ({ timestamp }) => { socket = timestamp; done() }))
  await page.addInitScript(watchDrawing)
  await page.goto(`https://localhost:${port}/`, { waitUntil: "load", timeout: 60_000 })
  await open
  const [text, usable] = await page.evaluate(() => [performance.getEntriesByName("first-contentful-paint")[0].startTime, globalThis.drawnAt])
  await context.close()
  if (usable === undefined) throw new Error("the script did not draw the page")
  const whole = (milliseconds) => Math.round(milliseconds)
  console.log(JSON.stringify({ row: "page", round, ...line, text_ms: whole(text), usable_ms: whole(usable), socket_ms: whole((socket - began) * 1000), bytes, requests }))
}

for (let round = 0; round < rounds; round += 1) await opened(round)
await browser.close()
slow.close()
