// Where the panes do not fit side by side, one is seen at a time. All stay on the page: a memo and
// a draft live in their fields.

import { staff, counsellor as text } from "../text/staff/ja"
import { letterOf } from "./mine"
import type { Screen } from "./screen"
import type { Pane, Talk } from "./state"

export function Tabs({ screen, talk, place }: { screen: Screen; talk: Talk; place: number }) {
  const { state, acts } = screen
  const names: Record<Pane, string> = {
    mine: text.mine,
    talk: `${letterOf(place)} ${text.visitor}`,
    about: text.about,
  }
  const beside: Partial<Record<Pane, string>> = {
    ...(state.line !== null && state.line.waiting > 0 && { mine: staff.people(state.line.waiting) }),
    ...(talk.unread > 0 && { talk: text.unreadCount(talk.unread) }),
  }
  return (
    <nav class="tabs" aria-label={text.panes}>
      {(["mine", "talk", "about"] as const).map((pane) => (
        <button key={pane} type="button" class="tab" aria-current={state.pane === pane} onClick={() => acts.tap({ type: "pane", pane })}>
          <span>{names[pane]}</span>
          {beside[pane] !== undefined && <span class="count">{beside[pane]}</span>}
        </button>
      ))}
    </nav>
  )
}
