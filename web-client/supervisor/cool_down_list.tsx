// The cool-downs of this shift, each with its coded reason and what a supervisor found of it. Shown only
// when there is one.

import type { Verdict } from "../generated/protocol"
import { now } from "../staff/now"
import { Ask } from "../talk/ask"
import { clockOf } from "../talk/log"
import { supervisor } from "../text/staff/ja"
import { readCoolDowns, type ReadCoolDown } from "./cool_downs"
import type { Screen } from "./screen"

const text = supervisor.coolDowns

export function CoolDownList(screen: Screen) {
  const read = readCoolDowns(screen.state, now.value)
  if (read.length === 0) return null
  return (
    <section class="cool-downs">
      <h2>{text.heading}</h2>
      <p class="small soft">{text.explain}</p>
      <ul class="line-list">
        {read.map((each) => <li key={each.told.session}><Row screen={screen} read={each} /></li>)}
      </ul>
    </section>
  )
}

function Row({ screen, read }: { screen: Screen; read: ReadCoolDown }) {
  const { told, began, minutesLeft, verdicts } = read
  const act = (verdict: Verdict) => screen.review(told.session, verdict)
  const able = screen.state.link === "open"
  return (
    <div class="place cool-down">
      <b class="place-number">{clockOf(began)}</b>
      <span>{told.alias}</span>
      <span>{text.reasons[told.reason]}</span>
      <span class="place-waited">{minutesLeft > 0 ? text.left(minutesLeft) : text.over}</span>
      {told.verdict !== undefined && <span class="band">{text.verdicts[told.verdict]}</span>}
      {verdicts.includes("upheld") && (
        <button type="button" class="button quiet" disabled={!able} onClick={() => act("upheld")}>{text.uphold}</button>
      )}
      {verdicts.includes("lifted") && (
        <Ask
          button={minutesLeft > 0 ? text.lift : text.liftLate}
          question={minutesLeft > 0 ? text.liftQuestion : text.liftLateQuestion}
          yes={minutesLeft > 0 ? text.liftYes : text.liftLateYes}
          no={supervisor.shift.no}
          look="quiet"
          disabled={!able}
          onYes={() => act("lifted")}
        />
      )}
    </div>
  )
}
