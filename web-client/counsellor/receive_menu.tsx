// The menu 対応状況 in the top bar: what to be, how many sessions at once, and whether an offer
// sounds. It opens over the head of the right pane, never over what is being written.

import type { RefObject } from "preact"
import { useEffect, useRef, useState } from "preact/hooks"
import type { Choice } from "../generated/protocol"
import { PresenceMark } from "../staff/state_mark"
import { counsellor } from "../text/staff/ja"
import type { Screen } from "./screen"
import { soundOn } from "./sound"
import { choice, presence } from "./state"

const text = counsellor.receiving
const choices = ["available", "only_my_session", "on_break"] as const

export function ReceiveMenu(screen: Screen) {
  const { state } = screen
  const [open, setOpen] = useState(false)
  const menu = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  useOutside(menu, open, () => setOpen(false))
  return (
    <div class="menu" ref={menu} onKeyDown={(event) => { if (open && event.key === "Escape") close() }}>
      <button ref={button} type="button" class="button quiet menu-button" aria-expanded={open} aria-controls="receive-menu" disabled={state.receiving.own === null} onClick={() => setOpen(!open)}>
        <span class="small soft menu-label">{text.presence}</span>
        <span role="status"><PresenceMark presence={presence(state)} /></span>
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="M3 6l5 5l5-5" fill="none" stroke="currentColor" stroke-width="2" /></svg>
      </button>
      <div class="menu-panel fade" id="receive-menu" hidden={!open} role="group" aria-label={text.presence}>
        <Choices screen={screen} onChosen={close} />
        <AtOnce {...screen} />
        <label class="choice always">
          <input type="checkbox" checked={soundOn.value} onChange={(event) => { soundOn.value = event.currentTarget.checked }} />
          <span>{text.sound}</span>
        </label>
      </div>
    </div>
  )
}

// A menu that is left closes.
function useOutside(menu: RefObject<HTMLElement>, open: boolean, leave: () => void): void {
  useEffect(() => {
    if (!open) return
    const look = (event: Event) => { if (!menu.current?.contains(event.target as Node)) leave() }
    document.addEventListener("pointerdown", look)
    document.addEventListener("focusin", look)
    return () => {
      document.removeEventListener("pointerdown", look)
      document.removeEventListener("focusin", look)
    }
  }, [open])
}

function Choices({ screen, onChosen }: { screen: Screen; onChosen(): void }) {
  const { state, acts } = screen
  const now = choice(state)
  const able = (each: Choice) => each !== "only_my_session" || state.talks.length > 0
  return (
    <ul class="options">
      {choices.map((each) => (
        <li key={each}>
          <button
            type="button"
            class="option"
            aria-pressed={now.choice === each}
            disabled={!able(each)}
            onClick={() => {
              acts.tap({ type: "receive", ...now, choice: each })
              onChosen()
            }}
          >
            <b>{text.choices[each].name}</b>
            <span class="small soft">{text.choices[each].explain}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function AtOnce({ state, acts }: Screen) {
  const now = choice(state)
  const most = state.receiving.mostSessions
  if (most < 2) return null
  return (
    <div class="at-once" role="group" aria-label={text.atOnce}>
      <span class="small soft">{text.atOnce}</span>
      <div class="segments">
        {Array.from({ length: most }, (_, at) => at + 1).map((count) => (
          <button key={count} type="button" class="segment" aria-pressed={now.sessions_at_once === count} onClick={() => acts.tap({ type: "receive", ...now, sessions_at_once: count })}>
            {text.atOnceCount(count)}
          </button>
        ))}
      </div>
    </div>
  )
}
