// The console's top bar: the hour, how the desk stands, the counsellor's own state.

import { now } from "../staff/now"
import { IntakeMark } from "../staff/state_mark"
import { clockOf } from "../talk/log"
import { counsellor as text, staff } from "../text/staff/ja"
import { ReceiveMenu } from "./receive_menu"
import type { Screen } from "./screen"

export function Top(screen: Screen) {
  const { state, desk, acts } = screen
  const { line } = state
  return (
    <header class="bar">
      <time class="bar-time">{clockOf(now.value)}</time>
      <b>{desk}</b>
      {line !== null && (
        <div class="bar-line" role="group" aria-label={text.top}>
          <IntakeMark intake={line.intake} />
          <span>
            {text.waiting(line.waiting)}
            {line.waiting > 0 && <span class="bar-longest">{text.longest(staff.minutes(line.longest_wait_seconds))}</span>}
          </span>
        </div>
      )}
      <div class="bar-own">
        <span class="soft bar-alias">{state.alias}</span>
        <ReceiveMenu {...screen} />
        <button type="button" class="button text" onClick={acts.signOut}>{staff.signOut}</button>
      </div>
    </header>
  )
}
