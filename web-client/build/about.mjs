// The pages about privacy, one for each language, from one frame: useful alone and without a script, and
// what the visitor's page shows of them when it is asked. It knows no file.
import { page } from "./html.mjs"

// What stands around the text.
const around = {
  ja: { lang: "ja", title: "チャット", exit: "閉じる", full: "このページを閉じる", languages: "ことばを選ぶ", back: "はじめの画面にもどる" },
  "ja-easy": { lang: "ja", title: "チャット", exit: "とじる", full: "このページを とじる", languages: "ことばを えらぶ", back: "はじめの がめんに もどる" },
  en: { lang: "en", title: "Chat", exit: "Close", full: "Close this page", languages: "Choose a language", back: "Back to the first page" },
}
export const aboutLanguages = Object.keys(around)

// Readings above kanji, as visitor/ruby.tsx writes them: {命|いのち}.
const withReadings = (text) => text.replace(/\{([^|{}]+)\|([^|{}]+)\}/g, "<ruby>$1<rp>(</rp><rt>$2</rt><rp>)</rp></ruby>")

export function about(frame, code, text, { inline }) {
  const { lang, title, exit, full, languages, back } = around[code]
  const words = { LANG: lang, TITLE: title, EXIT_FULL: full, EXIT: exit, LANGUAGES: languages, BACK: back, MAIN: withReadings(text.trim()) }
  const filled = Object.entries(words).reduce((html, [name, value]) => html.replaceAll(`%${name}%`, () => value), frame)
  return page(filled, { inline })
}
