// The visitor's browser is Firefox, by puppeteer over WebDriver BiDi.
import { createRequire } from "node:module"
import { join } from "node:path"

import { notesOf, probing } from "./visit.mjs"

const puppeteer = createRequire(join(process.env.ROOT, "web-client/package.json"))("puppeteer-core")

export const launch = () => puppeteer.launch({
  browser: "firefox",
  executablePath: process.env.FIREFOX,
  headless: true,
  acceptInsecureCerts: true,
  extraPrefsFirefox: { "intl.accept_languages": "ja", "intl.locale.requested": "ja", "network.proxy.type": 1, "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": Number(process.env.PROXY_PORT), "network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false },
})

export async function visitor(browser) {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  await page.setViewport({ width: 360, height: 740 })
  await page.evaluateOnNewDocument(...probing)
  return {
    page,
    notes: notesOf(page),
    button: () => page.click("button.exit"),
    shift: async () => { for (let times = 0; times < 3; times += 1) await page.keyboard.press("Shift") },
    cookies: async () => (await context.cookies()).length,
    back: () => page.evaluate(() => history.back()).catch(() => null),
    close: () => context.close(),
  }
}
