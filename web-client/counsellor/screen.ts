// What each part of the console is given. Types only.

import type { WordLine } from "../talk/lines"
import type { State, Tap } from "./state"

export interface Acts {
  tap(tap: Tap): void // and asks the server for what it means
  say(session: string, text: string): boolean
  giveHistory(session: string): void
  sayAgain(session: string, line: WordLine): void
  typing(session: string): void // a key was pressed in the composer
  thread: {
    say(text: string): boolean
    sayAgain(line: WordLine): void
    wrote(empty: boolean): void
    read(): void
    close(): void
  }
  signOut(): void
}

export interface Screen {
  state: State
  desk: string
  acts: Acts
}
