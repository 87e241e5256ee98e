// What a session is given by its page. Types only.

import type { Clock } from "./clock"
import type { LoadKeys } from "./keys"
import type { Found, LeftoverWords } from "./leftovers"
import type { RandomBytes } from "./random"
import type { Sealer } from "./seal"
import type { SessionEvent } from "./session_event"
import type { FromSession } from "./session_messages"
import type { PageLimits } from "./streams"

export interface SessionOptions {
  session: string
  desk: string
  load: string
  keys: LoadKeys // of this load
  limits: PageLimits // as `welcome` told them
  send(message: FromSession): boolean // false while the connection is lost
  emit(event: SessionEvent): void
  leftovers?: Promise<Found> // of earlier loads; everything waits for it
  keep?(unconfirmed: () => LeftoverWords[]): void // what is unconfirmed has changed
  clock?: Clock
  random?: RandomBytes
  sealer?: Sealer // else one that knows of no keys yet
  forgets?: true // of what was said nothing is brought to a page that comes anew, nor asked for: a thread's
}
