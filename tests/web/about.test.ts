// The pages about privacy: the same things said in each language, useful alone and without a script.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"

import { about, aboutLanguages } from "../../web-client/build/about.mjs"
import { languages } from "../../web-client/text/visitor/text"

const source = (name: string) => readFileSync(join(process.env.ROOT ?? process.cwd(), `web-client/about/${name}.html`), "utf8")
const names = { inline: "p{color:red}" }
const pages = new Map(aboutLanguages.map((code) => [code, about(source("frame"), code, source(code), names)]))

test("there is one for each language of the page", () => {
  assert.deepEqual([...pages.keys()], languages.map(({ code }) => code))
})

test("each says the same: as many sections, paragraphs and points, and the same figures", () => {
  const [first = ""] = pages.values()
  const count = (html: string, tag: string) => html.split(`<${tag}>`).length
  for (const [code, html] of pages) {
    for (const tag of ["h1", "h2", "p", "li"]) assert.equal(count(html, tag), count(first, tag), `${code}: ${tag}`)
    for (const figure of ["20", "15", "24", "31", "7", "119", "110"]) assert.match(html, new RegExp(`(^|[^0-9])${figure}([^0-9]|$)`), `${code}: ${figure}`)
  }
})

test("each has the exit, the other languages and the way back, and neither script nor foreign address", () => {
  for (const [code, html] of pages) {
    assert.match(html, /<a class="exit" href="\{\{exit\}\}"/, code)
    for (const other of aboutLanguages) assert.ok(html.includes(`href="/about/${other}"`), `${code}: ${other}`)
    assert.ok(html.includes('href="/"'), code)
    assert.doesNotMatch(html, /<script|https?:|%[A-Z_]+%|[{]{1}[^{}]*\|/, code)
  }
})

test("readings stand above their kanji", () => {
  assert.match(pages.get("ja-easy") ?? "", /<ruby>鍵<rp>\(<\/rp><rt>かぎ<\/rt><rp>\)<\/rp><\/ruby>/)
})
