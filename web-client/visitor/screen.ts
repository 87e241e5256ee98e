// What every screen of the visitor's page is given: what to show, in which words, and whom to tell
// about a tap. Types only.

import type { WordLine } from "../talk/lines"
import type { Language, VisitorText } from "../text/visitor/text"
import type { State, Tap } from "./state"

export interface Acts {
  tap(tap: Tap): void // and asks the server for what it means
  say(text: string): boolean
  sayAgain(line: WordLine): void
  exit(): void
  reload(): void
  speak(language: Language): void
}

export interface Screen {
  state: State
  text: VisitorText
  language: Language
  desk: string
  stored: boolean // a reload will find the place again
  acts: Acts
}
