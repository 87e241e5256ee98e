// The figures of the day, under the present ones. What each means is in docs/statistics.md.

import type { Today } from "../generated/protocol"
import { staff, supervisor } from "../text/staff/ja"
import { clockOf } from "../talk/log"
import { endsShown, nothingYet, turnedAway, withinMinutes, type State } from "./state"

const text = supervisor.record

export function DayRecord({ state }: { state: State }) {
  const { today, databaseAway } = state
  return (
    <section class="record">
      <div class="record-top">
        <h2>{text.heading}</h2>
        {today !== null && <p class="small soft">{text.asOf(dayOf(today.day), clockOf(state.countedAt))}</p>}
        {today !== null && today.purpose !== "real" && <p class="small record-purpose">{text.purpose[today.purpose]}</p>}
      </div>
      <div role="status">
        {databaseAway && <p class="notice">{today === null ? text.away : text.awayStill}</p>}
      </div>
      {today === null && !databaseAway && <p class="soft slow">{text.reading}</p>}
      {today !== null && (nothingYet(today)
        ? <p class="soft">{text.nothing}<br />{text.nothingNext}</p>
        : <Figures today={today} />)}
    </section>
  )
}

function Figures({ today }: { today: Today }) {
  return (
    <>
      <dl class="counts">
        <Count name={text.queued} value={today.queued} />
        <Count name={text.accepted} value={today.accepted} />
        <Count name={text.engaged} value={today.engaged} />
      </dl>
      <div class="record-rest">
        <Rest today={today} />
        <Ends today={today} />
      </div>
      <p class="small soft">{text.caution}</p>
    </>
  )
}

function Count({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd><span class="count-value">{value}</span> {text.case}</dd>
    </div>
  )
}

function Rest({ today }: { today: Today }) {
  const { wait_p50_seconds: half, wait_p90_seconds: most, mean_session_seconds: length } = today
  const refused = turnedAway(today)
  return (
    <dl class="rest">
      <div>
        <dt>{text.wait}</dt>
        {half === undefined || most === undefined
          ? <dd>{text.noWait}</dd>
          : <dd class="phrases"><span>{text.half(withinMinutes(half))}</span><span>{text.most(withinMinutes(most))}</span></dd>}
      </div>
      <Row name={text.length} value={length === undefined ? text.noWait : staff.minutes(length)} />
      {today.pre_chat > 0 && <Row name={text.preChat} value={text.cases(today.pre_chat)} />}
      <Row name={text.offered} value={text.cases(today.offered)} />
      <Row name={text.abandoned} value={text.cases(today.abandoned)} />
      <Row name={text.turnedAway} value={text.cases(refused)} beside={refused > 0 ? turnedAwayBy(today) : ""} />
      <Row name={text.brokenOff} value={text.cases(today.broken_off)} />
    </dl>
  )
}

// Only reasons that occurred.
function turnedAwayBy(today: Today): string {
  const reasons: [string, number][] = [
    [text.closed, today.turned_away_closed],
    [text.over, today.turned_away_over],
    [text.full, today.turned_away_full],
    [text.paused, today.turned_away_paused],
  ]
  return reasons.filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count}`).join("・")
}

function Row({ name, value, beside = "" }: { name: string; value: string; beside?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}{beside !== "" && <span class="small soft beside">{beside}</span>}</dd>
    </div>
  )
}

function Ends({ today }: { today: Today }) {
  const ends = endsShown(today)
  if (ends.length === 0) return <p class="soft">{text.noEnd}</p>
  return (
    <table class="ends">
      <thead>
        <tr><th scope="col">{text.ended}</th><th scope="col">{text.count}</th></tr>
      </thead>
      <tbody>
        {ends.map(({ reason, count }) => (
          <tr key={reason}><th scope="row">{text.endedBy[reason]}</th><td>{count}</td></tr>
        ))}
      </tbody>
    </table>
  )
}

// A day in Japan, as it is called; the same wherever the page is read.
function dayOf(day: string): string {
  return new Intl.DateTimeFormat("ja", { month: "long", day: "numeric", weekday: "short", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`))
}
