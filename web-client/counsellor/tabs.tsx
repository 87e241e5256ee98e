// Where the panes do not fit side by side, one is seen at a time. All stay on the page: a memo and
// a draft live in their fields.

import { counsellor as text, staff } from "../text/staff/ja"
import { letterOf } from "./name"
import type { Screen } from "./screen"
import { unread, type Pane } from "./state"
import type { Talk } from "./talks"

export function Tabs({ screen, talk }: { screen: Screen; talk: Talk }) {
  const { state, acts } = screen
  const names: Record<Pane, string> = {
    mine: text.mine,
    talk: `${letterOf(talk)} ${text.visitor}`,
    about: text.about.heading,
  }
  const others = unread(state) - talk.unread
  const waiting = state.line?.waiting ?? 0
  const beside: Record<Pane, string> = {
    mine: others > 0 ? text.unreadCount(others) : waiting > 0 ? staff.people(waiting) : "",
    talk: talk.unread > 0 ? text.unreadCount(talk.unread) : "",
    about: talk.about?.answers.danger === true ? staff.danger : "",
  }
  return (
    <nav class="tabs" aria-label={text.panes}>
      {(["mine", "talk", "about"] as const).map((pane) => (
        <button key={pane} type="button" class="tab" aria-current={state.pane === pane} onClick={() => acts.tap({ type: "pane", pane })}>
          <span>{names[pane]}</span>
          {beside[pane] !== "" && <span class={`count ${pane === "about" ? "danger-mark" : ""}`}>{beside[pane]}</span>}
        </button>
      ))}
    </nav>
  )
}
