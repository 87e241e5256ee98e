// Readings above kanji in やさしい日本語: `{命|いのち}` in a catalogue becomes <ruby> on the page. Text of
// the other languages passes through unchanged.

import type { ComponentChildren } from "preact"

const pattern = /\{([^|{}]+)\|([^|{}]+)\}/

export function say(text: string): ComponentChildren {
  if (!text.includes("{")) return text
  // split() with two groups gives: text, kanji, reading, text, kanji, reading, …, text
  const parts = text.split(pattern)
  const shown: ComponentChildren[] = []
  for (let at = 0; at < parts.length; at += 3) {
    shown.push(parts[at])
    if (at + 2 < parts.length) shown.push(<ruby>{parts[at + 1]}<rp>(</rp><rt>{parts[at + 2]}</rt><rp>)</rp></ruby>)
  }
  return <span>{shown}</span> // one thing, also between the items of a row
}

// The same without readings, for attributes.
export function plain(text: string): string {
  return text.replace(/\{([^|{}]+)\|[^|{}]+\}/g, "$1")
}
