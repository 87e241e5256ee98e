// The catalogues: complete in every language, in the tone of the house, and the same words in the
// first HTML as in the page.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"

import { counsellor, signIn, staff, supervisor } from "../../web-client/text/staff/ja"
import { en } from "../../web-client/text/visitor/en"
import { ja } from "../../web-client/text/visitor/ja"
import { jaEasy } from "../../web-client/text/visitor/ja_easy"
import { languages, type VisitorText } from "../../web-client/text/visitor/text"
import { dayOf, whenOf } from "../../web-client/text/visitor/when"

const root = process.env.ROOT ?? process.cwd()

// What sentences are made with, where it is not a number.
const made = new Map<string, unknown[]>([
  [".first.lead", ["つらい気持ちを、文字で話せる窓口です。"]],
  [".hours", ["月曜〜金曜 19:00〜翌2:00"]],
  [".nextOpening", [{ year: 2026, month: 11, day: 24, weekday: 2, hour: 19, minute: 30 }]],
  [".waiting.range", [10, 25]],
  [".talk.today", ["21:04"]],
  [".contacts.call", ["119"]],
  [".contacts.checked", ["Yorisoi", { year: 2026, month: 11, day: 20 }]],
])

// Every sentence of a catalogue by its path.
function sentences(catalogue: unknown, path = ""): [path: string, sentence: string][] {
  if (typeof catalogue === "string") return [[path, catalogue]]
  if (typeof catalogue === "function") return sentences(catalogue(...(made.get(path) ?? [2])), path)
  return Object.entries(catalogue as object).flatMap(([key, value]) => sentences(value, `${path}.${key}`))
}
const withoutReadings = (text: string) => text.replace(/\{([^|{}]+)\|[^|{}]+\}/g, "$1")

const catalogues = new Map([["ja", ja], ["ja-easy", jaEasy], ["en", en]])

test("every language that can be chosen has its catalogue, and says the same of itself", () => {
  assert.deepEqual(languages.map(({ code }) => code), [...catalogues.keys()])
  for (const { code, lang } of languages) assert.equal(catalogues.get(code)!.lang, lang)
})

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
    if (path === ".emergency.show") continue
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
  for (const [path, sentence] of sentences(catalogues.get("ja-easy"))) {
    assert.doesNotMatch(sentence.replace(/\{[^{}]+\}/g, ""), /[一-鿿]/, `ja-easy${path}`)
    for (const [, , reading] of sentence.matchAll(/\{([^|{}]+)\|([^|{}]+)\}/g)) assert.match(reading!, /^[ぁ-んー]+$/)
  }
})

test("the exit's short word is part of its full name, so that saying what is seen works", () => {
  for (const [language, { exit }] of catalogues) {
    assert.ok(exit.full.toLowerCase().includes(exit.short.toLowerCase()), language)
  }
})

test("the next opening is said as people say it, in the desk's own time", () => {
  const said = (language: "ja" | "ja-easy" | "en", at: string) => catalogues.get(language)!.nextOpening(whenOf(at)!)
  assert.equal(said("ja", "2026-11-24T19:00"), "次は 11月24日(火) 19時からです。")
  assert.equal(said("ja", "2027-01-01T09:30"), "次は 1月1日(金) 9時30分からです。")
  assert.equal(said("en", "2026-11-24T19:00"), "We open next on Tuesday, 24 November, at 19:00.")
  assert.equal(said("ja-easy", "2026-11-24T19:00"), "つぎは 11{月|がつ}{24日|にじゅうよっか} {火曜日|かようび} 19{時|じ}からです。")
  assert.equal(said("ja-easy", "2026-12-13T18:45"), "つぎは 12{月|がつ}13{日|にち} {日曜日|にちようび} 18{時|じ}45{分|ふん}からです。")
  for (const odd of [null, "", "soon", "2026-11-24"]) assert.equal(whenOf(odd), null)
  assert.equal(dayOf("soon"), null)
})

test("waits and minutes are said with their own words for one and for a range that is none", () => {
  const of = (use: (text: VisitorText) => string) => ["ja", "ja-easy", "en"].map((language) => use(catalogues.get(language as "ja")!))
  assert.deepEqual(of(({ waiting }) => waiting.range(10, 25)), [
    "いまは 10〜25\u00a0分ほどお待ちいただいています。", "いまは 10{分|ぷん}から 25{分|ふん}くらい まちます。", "People wait about 10 to 25 minutes at the moment.",
  ])
  assert.deepEqual(of(({ waiting }) => waiting.range(1, 1)), [
    "いまは 1\u00a0分ほどお待ちいただいています。", "いまは 1{分|ぷん}くらい まちます。", "People wait about 1 minute at the moment.",
  ])
  assert.match(catalogues.get("en")!.waiting.nearText(1), /about 1 minute\./)
})

test("hours as the server writes them are read in every language", () => {
  assert.equal(catalogues.get("en")!.hours("月曜〜金曜"), "Monday to Friday")
  assert.equal(catalogues.get("en")!.hours("13:00〜17:00、19:00〜翌2:00"), "13:00 to 17:00, 19:00 to next day 2:00")
  assert.equal(catalogues.get("ja-easy")!.hours("土曜・日曜"), "どようび・にちようび")
  for (const whole of ["毎日", "24時間", "受付の時間は、その日ごとに変わります。"]) {
    assert.doesNotMatch(catalogues.get("en")!.hours(whole), /[぀-ヿ一-鿿]/)
    assert.doesNotMatch(catalogues.get("ja-easy")!.hours(whole), /[一-鿿]/)
  }
})

test("beside the desk's own words no readings can stand", () => {
  for (const [path, sentence] of sentences(catalogues.get("ja-easy"))) {
    if (path === ".contacts.heading" || !path.startsWith(".contacts.")) continue
    assert.doesNotMatch(sentence, /[{}]/, path)
  }
})

test("the first HTML says only what the Japanese catalogue says, and what the server fills in", () => {
  const html = readFileSync(join(root, "web-client/visitor/index.html"), "utf8")
  const body = html.slice(html.indexOf("<body>"))
  const said = body.replace(/<[^>]*>/g, "\n").split("\n").map((text) => text.trim()).filter((text) => text !== "" && !/^\{\{[a-z_]+\}\}$/.test(text))
  const known = new Set(sentences(ja).map(([, sentence]) => sentence))
  for (const sentence of said) assert.ok(known.has(sentence), sentence)
  for (const needed of [ja.emergency.text, ja.emergency.show, ja.first.purpose.demo, ja.first.hours, ja.unsupported, ja.exit.short]) {
    assert.ok(said.includes(needed), needed)
  }
})
