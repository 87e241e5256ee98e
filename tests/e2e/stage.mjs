// What the story is played on: real Chromium, its people and what is watched behind their backs.
// Elements are found as a person finds them, by role and name.
import { appendFileSync, mkdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"

const root = process.env.ROOT
const require = createRequire(join(root, "web-client/package.json"))
const { chromium } = require("playwright-core")
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8")
const shots = join(process.env.TMP, "shots")
mkdirSync(shots, { recursive: true })

const quiet = ["--disable-dev-shm-usage", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
const sandbox = process.getuid() === 0 ? ["--no-sandbox"] : []

// Who opens the server as `localhost` reaches it over the phones' network, on the same origin.
export function launch(serverPort, phonesPort, more = []) {
  const rule = `--host-resolver-rules=MAP localhost:${serverPort} 127.0.0.1:${phonesPort}`
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: [...quiet, ...sandbox, rule, ...more] })
}

const kinds = {
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 720 } },
}

// What nobody may see: complaints of a page, and requests to anywhere else. Signing in begins with
// the question whether one is signed in, whose honest answer Chromium writes down as a failure.
export const complaints = []

function watch(page, name, origin) {
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return
    if (message.location().url.endsWith("/api/v1/me") && message.text().includes("401")) return
    if (message.location().url.endsWith("/api/v1/sign-in") && message.text().includes("401")) return
    if (page.offline && /net::ERR_|WebSocket connection/.test(message.text())) return
    if (page.databaseAway && message.location().url.endsWith("/today") && message.text().includes("503")) return
    complaints.push(`${name}: ${message.text()} (${message.location().url})`)
  })
  page.on("pageerror", (error) => complaints.push(`${name}: ${error.message}`))
  page.on("request", (request) => {
    const { origin: asked, protocol } = new URL(request.url())
    if (asked !== origin && protocol !== "data:") complaints.push(`${name} asked ${request.url()}`)
  })
}

function watchSockets(page, name, origin) {
  page.on("websocket", (socket) => {
    if (new URL(socket.url()).host !== new URL(origin).host) complaints.push(`${name} asked ${socket.url()}`)
  })
}

// A person with a browser of their own.
export async function person(browser, name, kind, origin, more = {}) {
  const context = await browser.newContext({ ...kinds[kind], locale: "ja-JP", timezoneId: "Asia/Tokyo", ...more })
  context.setDefaultTimeout(10_000)
  const page = Object.assign(await context.newPage(), { touch: kinds[kind].hasTouch === true })
  watch(page, name, origin)
  watchSockets(page, name, origin)
  return page
}

// Somebody whose browser is already open and listens at `address`; nothing of it is changed.
export async function meet(address, name, origin) {
  const browser = await chromium.connectOverCDP(address, { noDefaults: true })
  const [context] = browser.contexts()
  context.setDefaultTimeout(10_000)
  const page = context.pages()[0] ?? (await context.newPage())
  watch(page, name, origin)
  watchSockets(page, name, origin)
  return page
}

// One counted sentence of the story. The story ends with the first that does not hold.
export async function step(sentence, scene) {
  try {
    await scene()
  } catch (error) {
    console.log(`FAILED  ${sentence}\n        | ${String(error.stack ?? error).split("\n").join("\n        | ")}`)
    appendFileSync(process.env.RESULT, "failed 1\n")
    throw new Error("the story ended early")
  }
  console.log(`ok      ${sentence}`)
  appendFileSync(process.env.RESULT, "passed 1\n")
}

// A screen in light and dark: a picture of each, and no violation of any of axe's rules.
export async function look(page, name) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
    await page.screenshot({ path: join(shots, `${name}-${colorScheme}.png`) })
    await page.evaluate(axe)
    const violations = await page.evaluate(async () => {
      const found = await window.axe.run(document, { resultTypes: ["violations"] })
      return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
    })
    if (violations.length > 0) throw new Error(`${name}, ${colorScheme}: ${violations.join("\n")}`)
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: null })
  await fits(page, name)
}

// Nothing sticks out sideways, and what can be tapped is at least 44 px high (24 px for the line of
// an open question's checkbox, which its label makes larger).
async function fits(page, name) {
  const wrong = await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? [`scrolls sideways: ${document.documentElement.scrollWidth}`] : []
    const seen = [...document.querySelectorAll("button, a, summary, input:not([type=checkbox]), textarea")].filter((each) => each.checkVisibility() && !each.classList.contains("unseen"))
    const low = seen.filter((each) => each.getBoundingClientRect().height < 43.9).map((each) => `too low: ${each.outerHTML.slice(0, 80)}`)
    return [...wide, ...low]
  })
  if (wrong.length > 0) throw new Error(`${name}: ${wrong.join("\n")}`)
}

// Until something holds, at most `seconds`.
export async function until(what, check, seconds = 10) {
  const deadline = Date.now() + seconds * 1_000
  for (;;) {
    const found = await check()
    if (found === true) return
    if (Date.now() > deadline) throw new Error(`${what}: ${JSON.stringify(found)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
