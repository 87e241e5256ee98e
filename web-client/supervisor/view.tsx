// The supervisor's page: four numbers to be read from across the room, what needs somebody, the
// staff, the shift and its line, and the day below.

import { now } from "../staff/now"
import { IntakeMark } from "../staff/state_mark"
import { clockOf } from "../talk/log"
import { staff, supervisor as text } from "../text/staff/ja"
import { AlarmList } from "./alarms"
import { CoolDownList } from "./cool_down_list"
import { LineList } from "./line_list"
import { Numbers } from "./numbers"
import { DayRecord } from "./record"
import type { Screen } from "./screen"
import { ClosingTime, Shift } from "./shift"
import { Team } from "./team"

export function View(screen: Screen) {
  const { state, desk, signOut } = screen
  const { overview } = state
  return (
    <div class="overview">
      <header class="bar">
        <time class="bar-time">{clockOf(now.value)}</time>
        <b>{desk}</b>
        {overview !== null && (
          <div class="bar-line">
            <IntakeMark intake={overview.intake} />
            <ClosingTime state={state} />
          </div>
        )}
        <div class="bar-own">
          <span class="soft">{state.alias}</span>
          <button type="button" class="button text" onClick={signOut}>{staff.signOut}</button>
        </div>
      </header>
      <div role="status">
        {state.link === "lost" && <p class="strip fade">{text.reconnecting}{overview !== null && text.stale}</p>}
        {state.link === "open" && overview?.returning === true && <p class="strip fade">{text.shift.returning}</p>}
      </div>
      <main class="overview-main">
        <h1 class="unseen">{text.now}</h1>
        {overview === null
          ? <p class="soft slow">{text.reading}</p>
          : (
            <>
              <Numbers state={state} overview={overview} />
              <AlarmList alarms={state.alarms} />
              <Team state={state} overview={overview} />
              <div class="shift-and-line">
                <Shift screen={screen} overview={overview} />
                <LineList screen={screen} overview={overview} />
              </div>
              <CoolDownList {...screen} />
              <DayRecord state={state} />
            </>
          )}
      </main>
    </div>
  )
}
