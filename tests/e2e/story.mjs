// One evening at the desk, played by real people's clicks in a real browser against the real server:
// visitors on phones, a counsellor, a supervisor. It knows the screens only as they are seen, and
// afterwards what is left of it behind them.
import assert from "node:assert/strict"

import { browser, browsers, phones } from "./cast.mjs"
import { complaints, step } from "./stage.mjs"
import { about, aboutMeanwhile } from "./scenes/about.mjs"
import { coolDown } from "./scenes/cool_down.mjs"
import { leaving, theEnd } from "./scenes/end.mjs"
import { handOver } from "./scenes/hand_over.mjs"
import { beforeTheEvening, inLine } from "./scenes/line.mjs"
import { offers } from "./scenes/offers.mjs"
import { databaseGone, killed } from "./scenes/outages.mjs"
import { duplicated, fallsAsleep, killedInMidSentence, offline, reloaded, wakesUp } from "./scenes/reconnect.mjs"
import { figures, nothingIsLeft } from "./scenes/record.mjs"
import { talk, troubles } from "./scenes/talk.mjs"

async function quietly() {
  await step("no page complained, and none asked anybody but this server", async () => assert.deepEqual(complaints, []))
}

let ended = 0
try {
  const outages = [killed, fallsAsleep, databaseGone, offline, wakesUp, killedInMidSentence, duplicated, reloaded]
  for (const part of [beforeTheEvening, about, handOver, inLine, offers, talk, aboutMeanwhile, troubles, theEnd, leaving, figures, ...outages, coolDown, nothingIsLeft, quietly]) await part()
} catch (error) {
  console.log(error.message)
  for (const [at, page] of browsers.flatMap((each) => each.contexts()).flatMap((context) => context.pages()).entries()) {
    await page.screenshot({ path: `${process.env.TMP}/shots/failed-${at + 1}.png` }).catch(() => {})
  }
  for (const complaint of complaints) console.log(`        | ${complaint}`)
  ended = 1
}
await browser.close()
phones.close()
process.exit(ended)
