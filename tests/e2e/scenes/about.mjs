// What there is to know about privacy: without a script from the first page, in three languages, and in
// the midst of a conversation, which loses nothing by it.
import assert from "node:assert/strict"

import { button, comesIn, press, sees, writes } from "../acts.mjs"
import { browser, neutralPage, phoneUrl, url, visitor } from "../cast.mjs"
import { look, person, step } from "../stage.mjs"

const languages = { ja: "プライバシーについて", "ja-easy": "プライバシー", en: "About your privacy" }
const heading = (page, name) => page.getByRole("heading", { level: 1, name })

export async function about() {
  await step("without a script the page about privacy is one tap away, and so are the exit and the other languages", async () => {
    const page = await person(browser, "reader without scripts", "phone", phoneUrl, { javaScriptEnabled: false })
    await page.goto(phoneUrl)
    await page.getByRole("link", { name: "プライバシーについて" }).tap()
    await heading(page, languages.ja).waitFor()
    for (const [name, code] of [["やさしい日本語", "ja-easy"], ["English", "en"]]) {
      await page.getByRole("link", { name }).tap()
      await heading(page, languages[code]).waitFor()
      assert.equal(await page.locator("a.exit").getAttribute("href"), neutralPage)
    }
    assert.equal(await page.title(), "Chat")
    await page.getByRole("link", { name: "Back to the first page" }).tap()
    await page.getByRole("link", { name: "プライバシーについて" }).waitFor()
    await page.context().close()
  })
  await step("it can be read on a phone and on a desk, in each language", async () => {
    for (const [kind, origin] of [["phone", phoneUrl], ["desktop", url]]) {
      const page = await person(browser, `reader at a ${kind}`, kind, origin)
      for (const [code, title] of Object.entries(languages)) {
        const { [0]: answer } = await Promise.all([page.goto(`${origin}/about/${code}`), heading(page, title).waitFor()])
        assert.match(answer.headers()["content-security-policy"], /default-src 'none'/)
        assert.equal(answer.headers()["cache-control"], "no-store")
        await look(page, `about-${code}-${kind}`)
      }
      await page.context().close()
    }
  })
  await step("on the first page it opens below, in the language that is chosen", async () => {
    const page = await person(browser, "reader", "phone", phoneUrl)
    await comesIn(page, phoneUrl)
    await press(page, languages.ja)
    await heading(page, languages.ja).waitFor()
    await look(page, "visitor-first-about")
    await press(page, "English")
    await heading(page, languages.en).waitFor()
    await page.context().close()
  })
}

// In a conversation.
export async function aboutMeanwhile() {
  await step("in a conversation it covers the talk until the next tap; the draft and the history stay", async () => {
    const draft = visitor.getByRole("textbox", { name: "メッセージ" })
    await writes(draft, "途中の\nことば")
    const before = await visitor.evaluate(() => [location.href, history.length, Object.keys(sessionStorage).length])
    await press(visitor, languages.ja)
    await heading(visitor, languages.ja).waitFor()
    await look(visitor, "visitor-talk-about")
    await press(visitor, languages.ja)
    await sees(visitor, "相談員につながりました。")
    assert.equal(await draft.inputValue(), "途中の\nことば")
    assert.deepEqual(await visitor.evaluate(() => [location.href, history.length, Object.keys(sessionStorage).length]), before)
    assert.equal(await button(visitor, "このページを閉じる").first().isVisible(), true)
    await draft.fill("")
  })
}
