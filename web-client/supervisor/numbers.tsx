// Four numbers, each with the hour behind it.

import type { Overview } from "../generated/protocol"
import { now } from "../staff/now"
import { clockOf } from "../talk/log"
import { supervisor } from "../text/staff/ja"
import { drawing, highest, hour, type Figure as Name } from "./samples"
import { longestNow, type State } from "./state"

const text = supervisor.figures

export function Numbers({ state, overview }: { state: State; overview: Overview }) {
  const minutes = Math.floor(longestNow(state, now.value) / 60)
  const present = overview.staff.filter((tile) => tile.presence !== "away").length
  const beside = [
    overview.waiting_away > 0 && text.away(overview.waiting_away),
    overview.parked > 0 && text.parked(overview.parked),
  ].filter((part) => part !== false)
  const nobody = overview.waiting === 0
  return (
    <dl class="numbers">
      <Figure state={state} figure="waiting" value={overview.waiting} unit={text.person} beside={beside.join("・")} />
      <Figure
        state={state}
        figure="longest"
        value={nobody ? "–" : minutes === 0 ? "<1" : minutes}
        unit={nobody ? "" : text.minute}
        beside={nobody ? text.nobodyWaits : ""}
      />
      <Figure state={state} figure="talking" value={overview.talking} unit={text.person} beside="" />
      <Figure state={state} figure="free" value={overview.free} unit={text.of(present)} beside="" />
    </dl>
  )
}

interface FigureProps {
  state: State
  figure: Name
  value: number | string
  unit: string
  beside: string
}

function Figure({ state, figure, value, unit, beside }: FigureProps) {
  return (
    <div class="figure">
      <dt>{text[figure]}</dt>
      <dd>
        <span class="figure-value">{value}</span> <span>{unit}</span>
        <span class="figure-beside">{beside}</span>
        <Hour state={state} figure={figure} />
      </dd>
    </div>
  )
}

const width = 240
const height = 32
const nearlyAnHour = hour - 60_000 // before that, the drawing begins where the page was opened

// Read as its highest value; the drawing is for the eye alone.
function Hour({ state, figure }: { state: State; figure: Name }) {
  const { line, area, end } = drawing(state.samples, figure, now.value, width, height)
  const since = state.samples[0]?.at ?? now.value
  const unit = figure === "longest" ? text.minute : text.person
  return (
    <span class="hour">
      <svg viewBox={`0 -2 ${width} ${height + 3}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <path class="hour-area" d={area} />
        <path class="hour-ground" d={`M0 ${height}H${width}`} />
        <path class="hour-line" d={line} />
        {end !== null && <path class="hour-now" d={`M${width} ${end}h0`} />}
      </svg>
      <span class="hour-highest">
        {text.highest(now.value - since < nearlyAnHour ? text.since(clockOf(since)) : text.hour, `${highest(state.samples, figure)}${unit}`)}
      </span>
    </span>
  )
}
