// The visitor's phone with Chromium, by playwright.
import { createRequire } from "node:module"
import { join } from "node:path"

import { notesOf, probing, url } from "./visit.mjs"

const { chromium } = createRequire(join(process.env.ROOT, "web-client/package.json"))("playwright-core")
const args = ["--disable-dev-shm-usage", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", `--proxy-server=https=http://127.0.0.1:${process.env.PROXY_PORT}`, ...(process.getuid() === 0 ? ["--no-sandbox"] : [])]
const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true, locale: "ja-JP", timezoneId: "Asia/Tokyo", ignoreHTTPSErrors: true }

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM, args })

// What the browser had open comes back, too. With `isMobile` playwright closes the first of its pages.
export const openProfile = (folder, more = []) => chromium.launchPersistentContext(folder, { executablePath: process.env.CHROMIUM, args: [...args, ...more], ...phone, isMobile: false })

export async function counselling(browser, name, password) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: "ja-JP" })
  const page = await context.newPage()
  await page.goto(`${url}/counsellor/`)
  await page.getByLabel("サインイン名").fill(name)
  await page.getByLabel("パスワード").fill(password)
  await page.getByRole("button", { name: "サインイン" }).click()
  return page
}

export async function visitor(browser, script = null) {
  const context = await browser.newContext(phone)
  await context.addInitScript(...probing)
  if (script !== null) await context.route("**/assets/visitor-*.js", (route) => route.fulfill({ contentType: "text/javascript", body: script }))
  return person(await context.newPage())
}

// A page, its notes, and the two ways out.
export async function person(page) {
  const orders = await page.context().newCDPSession(page)
  return {
    page,
    notes: notesOf(page),
    button: () => page.locator("button.exit").tap(),
    shift: async () => { for (let times = 0; times < 3; times += 1) await page.keyboard.press("Shift") },
    slower: (rate) => orders.send("Emulation.setCPUThrottlingRate", { rate }),
    offline: (off) => page.context().setOffline(off),
    cookies: async () => (await page.context().cookies(url)).length,
    back: () => page.goBack({ timeout: 5_000 }).catch(() => null),
    close: () => page.context().close(),
  }
}
