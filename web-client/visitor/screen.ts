// What every screen of the visitor's page is given: what to show, in which words, and whom to tell
// about a tap. Types only.

import type { Draft } from "../talk/composer"
import type { WordLine } from "../talk/lines"
import type { CoolingText } from "../text/visitor/cooling"
import type { Language, VisitorText } from "../text/visitor/text"
import type { FirstHtml } from "./first_html"
import type { State } from "./state"
import type { Tap } from "./taps"

export interface Acts {
  tap(tap: Tap): void // and asks the server for what it means
  say(text: string): boolean
  sayAgain(line: WordLine): void
  wrote(empty: boolean): void
  sound(on: boolean): void
  exit(): void
  reload(): void
  speak(language: Language): void
}

export interface Screen {
  state: State
  text: VisitorText
  language: Language
  cooling: CoolingText | null // once it is needed and here
  desk: FirstHtml
  stored: boolean // a reload will find the place again
  awake: boolean // the screen stays on
  sound: boolean // the person wants to hear when something happens
  draft: Draft
  acts: Acts
}
