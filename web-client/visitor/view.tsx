// The visitor's page: which screen, with the header above it. It decides nothing.

import { Consent } from "./consent"
import { First } from "./first"
import { Languages } from "./languages"
import { Parked } from "./parked"
import { Cooling, Elsewhere, Reload, Resumable, TurnedAway, Unsupported } from "./pause"
import { PreChat } from "./pre_chat"
import { plain, say } from "./ruby"
import type { Screen } from "./screen"
import { inLine, inSession, type Stage as StageName } from "./state"
import { Talk } from "./talk"
import { Waiting } from "./waiting"

export function View({ screen, shifts }: { screen: Screen; shifts: number }) {
  const { state, text, acts } = screen
  return (
    <>
      <header class="top">
        <p class="top-name">{state.stage === "talking" ? say(text.talk.heading) : screen.desk.name}</p>
        <button type="button" class="exit" aria-label={plain(text.exit.full)} onClick={acts.exit}>
          <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d="M3 3l10 10M13 3L3 13" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
          </svg>
          <span>{say(text.exit.short)}</span>
        </button>
      </header>
      <Connection {...screen} />
      <Stage {...screen} />
      {!talks(screen) && <Languages {...screen} />}
      <button type="button" class="unseen button" onClick={acts.exit}>{say(text.exit.full)}</button>
      {shifts > 0 && <p class="corner-note fade" role="status">{say(text.exit.shift(3 - shifts))}</p>}
    </>
  )
}

function talks({ state }: Screen): boolean {
  return inSession(state) || state.stage === "ended"
}

// One line while the connection is lost; a conversation has its own. A page that has only begun to
// connect says so where it says whether the desk is open.
function Connection({ state, text }: Screen) {
  const sentence =
    state.link === "open" || state.intake === null || silent.has(state.stage) ? null
    : inLine(state) ? text.waiting.reconnecting
    : text.reconnecting
  return <div role="status">{sentence !== null && <p class="strip fade">{say(sentence)}</p>}</div>
}

const silent = new Set<StageName>(["talking", "ending", "ended", "elsewhere", "reload", "unsupported"])

function Stage(screen: Screen) {
  switch (screen.state.stage) {
    case "first": return <First {...screen} />
    case "consent": return <Consent {...screen} />
    case "pre_chat": return <PreChat {...screen} />
    case "joining":
    case "waiting": return <Waiting {...screen} />
    case "parked": return <Parked {...screen} />
    case "turned_away": return <TurnedAway {...screen} />
    case "cooling": return <Cooling {...screen} />
    case "resumable":
    case "later": return <Resumable {...screen} />
    case "talking":
    case "ending":
    case "ended": return <Talk {...screen} />
    case "elsewhere": return <Elsewhere {...screen} />
    case "reload": return <Reload {...screen} />
    case "unsupported": return <Unsupported {...screen} />
  }
}
