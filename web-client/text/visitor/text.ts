// The languages of the visitor's page. Japanese first; a language is a whole catalogue or none.

import { en } from "./en"
import { ja, type VisitorText } from "./ja"
import { jaEasy } from "./ja_easy"

export type { VisitorText } from "./ja"

export type Language = "ja" | "ja-easy" | "en"

export const catalogues: ReadonlyMap<Language, VisitorText> = new Map([
  ["ja", ja],
  ["ja-easy", jaEasy],
  ["en", en],
])

export function textIn(language: Language): VisitorText {
  return catalogues.get(language) ?? ja
}
