// What a session is called on this console: a letter, a hue and a few words. Pure.

import { counsellor as text } from "../text/staff/ja"
import type { Talk } from "./talks"

export function letterOf({ place }: Talk): string {
  return String.fromCharCode("A".charCodeAt(0) + place)
}

export const hueOf = ({ place }: Talk) => `hue-${place % 3}`

// What tells this visitor from the others, of what was answered before.
export function nameOf(talk: Talk): string {
  const { age_band, topic } = talk.about?.answers ?? {}
  const parts = [age_band && text.about.ageBand[age_band], topic && text.about.topic[topic]].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.join("・") : text.visitor
}
