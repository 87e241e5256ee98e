// The languages of the visitor's page. Japanese first, and always here; another one comes when it is
// chosen. A language is a whole catalogue or none.

import { ja, type VisitorText } from "./ja"

export type { VisitorText } from "./ja"

export type Language = "ja" | "ja-easy" | "en"

// As each calls itself, and what a browser reads it as.
export const languages: readonly { code: Language; lang: string; name: string }[] = [
  { code: "ja", lang: "ja", name: "日本語" },
  { code: "ja-easy", lang: "ja", name: "やさしい日本語" },
  { code: "en", lang: "en", name: "English" },
]

// Rejects when it cannot be had just now.
export async function textIn(language: Language): Promise<VisitorText> {
  switch (language) {
    case "ja": return ja
    case "ja-easy": return (await import("./ja_easy")).jaEasy
    case "en": return (await import("./en")).en
  }
}
