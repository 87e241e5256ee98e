// A phone whose browser puts its page to sleep: no timer, no socket and no frame of it moves, as
// Chromium does with a page in the background. Playwright keeps every page of a browser of its own
// in front; a page that it meets in a browser which somebody else has opened is left alone.
import { createServer } from "node:net"
import { once } from "node:events"

import { launch, meet } from "./stage.mjs"

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1")
  await once(probe, "listening")
  const { port } = probe.address()
  probe.close()
  await once(probe, "close")
  return port
}

export async function sleeper(name, serverPort, phonesPort, origin) {
  const port = await freePort()
  const browser = await launch(serverPort, phonesPort, [`--remote-debugging-port=${port}`, "--lang=ja"])
  const page = await meet(`http://127.0.0.1:${port}`, name, origin)
  const orders = await page.context().newCDPSession(page)
  const lifecycle = (state) => orders.send("Page.setWebLifecycleState", { state })
  // What the page could do by itself: a turn of its clock is counted.
  await page.addInitScript(() => {
    window.turns = 0
    setInterval(() => { window.turns += 1 }, 100)
  })
  return Object.assign(page, {
    turns: () => page.evaluate(() => window.turns),
    fallAsleep: () => lifecycle("frozen"),
    // Taken up again it is awake first, and then in view.
    async wakeUp() {
      await lifecycle("active")
      await orders.send("Emulation.setFocusEmulationEnabled", { enabled: true })
    },
    putAway: () => browser.close(),
  })
}
