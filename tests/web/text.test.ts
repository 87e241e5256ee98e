// The catalogues: complete in every language, in the tone of the house, and the same words in the
// first HTML as in the page.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"

import { counsellor, signIn, staff, supervisor } from "../../web-client/text/staff/ja"
import { catalogues } from "../../web-client/text/visitor/text"

const root = process.env.ROOT ?? process.cwd()

// Every sentence of a catalogue by its path; functions are asked with a number.
function sentences(catalogue: unknown, path = ""): [path: string, sentence: string][] {
  if (typeof catalogue === "string") return [[path, catalogue]]
  if (typeof catalogue === "function") return sentences(catalogue(2), path)
  return Object.entries(catalogue as object).flatMap(([key, value]) => sentences(value, `${path}.${key}`))
}
const withoutReadings = (text: string) => text.replace(/\{([^|{}]+)\|[^|{}]+\}/g, "$1")

const ja = catalogues.get("ja")!

test("each language has every sentence, and none is empty", () => {
  const keys = sentences(ja).map(([path]) => path).sort()
  assert.ok(keys.length > 100)
  for (const [language, catalogue] of catalogues) {
    assert.deepEqual(sentences(catalogue).map(([path]) => path).sort(), keys, language)
    for (const [path, sentence] of sentences(catalogue)) assert.ok(sentence.trim() !== "", `${language}${path}`)
  }
  for (const [path, sentence] of sentences({ staff, signIn, counsellor, supervisor })) assert.ok(sentence.trim() !== "", path)
})

test("the English catalogue is in English; only what is shown to others is not", () => {
  for (const [path, sentence] of sentences(catalogues.get("en"))) {
    if (path === ".emergency.show" || path === ".emergency.silentPolice") continue
    assert.doesNotMatch(sentence, /[぀-ヿ一-鿿]/, path)
  }
})

test("visitors never read technical words or exclamation marks", () => {
  const banned = /ユーザー|セッション|エラー|待ち行列|拒否|放棄|切断|!|!/
  for (const language of ["ja", "ja-easy"] as const) {
    for (const [path, sentence] of sentences(catalogues.get(language))) assert.doesNotMatch(sentence, banned, `${language}${path}`)
  }
  for (const [path, sentence] of sentences(catalogues.get("en"))) assert.doesNotMatch(sentence, /!|\buser\b|\bsession\b|\berror\b/i, `en${path}`)
})

test("a thought takes one sentence of at most 45 characters, in plain Japanese 40", () => {
  for (const [language, longest] of [["ja", 45], ["ja-easy", 40]] as const) {
    for (const [path, text] of sentences(catalogues.get(language))) {
      for (const sentence of withoutReadings(text).split("。")) {
        assert.ok(sentence.length <= longest, `${language}${path}: ${sentence.length} ${sentence}`)
      }
    }
  }
})

test("in plain Japanese each kanji has its reading", () => {
  const own = new Set([".language", ".languages"])
  for (const [path, sentence] of sentences(catalogues.get("ja-easy"))) {
    if (own.has(path)) continue
    assert.doesNotMatch(sentence.replace(/\{[^{}]+\}/g, ""), /[一-鿿]/, `ja-easy${path}`)
    for (const [, , reading] of sentence.matchAll(/\{([^|{}]+)\|([^|{}]+)\}/g)) assert.match(reading!, /^[ぁ-んー]+$/)
  }
})

test("the exit's short word is part of its full name, so that saying what is seen works", () => {
  for (const [language, { exit }] of catalogues) {
    assert.ok(exit.full.toLowerCase().includes(exit.short.toLowerCase()), language)
  }
})

test("the first HTML says only what the Japanese catalogue says", () => {
  const html = readFileSync(join(root, "web-client/visitor/index.html"), "utf8")
  const body = html.slice(html.indexOf("<body>"))
  const said = body.replace(/<[^>]*>/g, "\n").split("\n").map((text) => text.trim()).filter((text) => text !== "" && text !== "{{desk_name}}")
  const known = new Set(sentences(ja).map(([, sentence]) => sentence))
  for (const sentence of said) assert.ok(known.has(sentence), sentence)
  for (const needed of [ja.emergency.text, ja.emergency.silentFire, ja.unsupported, ja.exit.short]) assert.ok(said.includes(needed))
  assert.match(html, /href="tel:119"/)
  assert.match(html, /href="tel:110"/)
})
