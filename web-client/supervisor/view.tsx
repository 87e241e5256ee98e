// The supervisor's page: four numbers to be read from across the room, the shift, the day, the staff.

import type { Overview, StaffTile } from "../generated/protocol"
import { now } from "../staff/now"
import { IntakeMark, PresenceMark } from "../staff/state_mark"
import { Ask } from "../talk/ask"
import { clockOf } from "../talk/log"
import { staff, supervisor as text } from "../text/staff/ja"
import { DayRecord } from "./record"
import { actsNow, secondsNow, type Act, type State } from "./state"

export interface Screen {
  state: State
  desk: string
  act(act: Act): void
  signOut(): void
}

export function View(screen: Screen) {
  const { state, desk, signOut } = screen
  const { overview } = state
  return (
    <div class="overview">
      <header class="bar">
        <time class="bar-time">{clockOf(now.value)}</time>
        <b>{desk}</b>
        {overview !== null && <div class="bar-line"><IntakeMark intake={overview.intake} /></div>}
        <div class="bar-own">
          <span class="soft">{state.alias}</span>
          <button type="button" class="button text" onClick={signOut}>{staff.signOut}</button>
        </div>
      </header>
      <div role="status">
        {state.link !== "open" && <p class="strip fade">{text.reconnecting}{overview !== null && text.stale}</p>}
      </div>
      <main class="overview-main">
        <h1 class="unseen">{text.now}</h1>
        {overview !== null && (
          <>
            <Numbers state={state} overview={overview} />
            <Shift screen={screen} overview={overview} />
            <div class="below-numbers">
              <DayRecord state={state} />
              <Staff state={state} overview={overview} />
            </div>
          </>
        )}
      </main>
    </div>
  )
}

function Numbers({ state, overview }: { state: State; overview: Overview }) {
  const wait = Math.floor(secondsNow(state, overview.longest_wait_seconds, now.value) / 60)
  const present = overview.staff.filter((tile) => tile.presence !== "away").length
  const beside = [
    overview.waiting_away > 0 && text.away(overview.waiting_away),
    overview.parked > 0 && text.parked(overview.parked),
  ].filter((part) => part !== false)
  return (
    <dl class="numbers">
      <Figure name={text.waiting} value={overview.waiting} unit={text.person} beside={beside.join("・")} />
      {overview.waiting === 0
        ? <Figure name={text.longest} value={"–"} unit="" beside={text.nobodyWaits} />
        : <Figure name={text.longest} value={wait === 0 ? "<1" : wait} unit={text.minute} beside="" />}
      <Figure name={text.talking} value={overview.talking} unit={text.person} beside="" />
      <Figure name={text.free} value={overview.free} unit={text.of(present)} beside="" />
    </dl>
  )
}

function Figure({ name, value, unit, beside }: { name: string; value: number | string; unit: string; beside: string }) {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>
        <span class="figure-value">{value}</span> <span>{unit}</span>
        <span class="figure-beside">{beside}</span>
      </dd>
    </div>
  )
}

function Shift({ screen, overview }: { screen: Screen; overview: Overview }) {
  const again = overview.intake === "over"
  const words: Record<Act, { button: string; question: string; yes: string }> = {
    open_shift: again
      ? { button: text.resume, question: text.resumeQuestion, yes: text.resumeYes }
      : { button: text.open, question: text.openQuestion, yes: text.openYes },
    stop_intake: { button: text.stop, question: text.stopQuestion, yes: text.stopYes },
    close_shift: { button: text.close, question: text.closeQuestion(overview.waiting), yes: text.closeYes },
  }
  return (
    <section class="shift">
      <div>
        <h2>{text.shift}</h2>
        <p role="status">{text.explain[overview.intake]}</p>
      </div>
      <div class="shift-acts">
        {actsNow(overview).map((act) => (
          <Ask
            key={act}
            button={words[act].button}
            question={words[act].question}
            yes={words[act].yes}
            no={text.no}
            look={act === "open_shift" ? "" : "quiet"}
            disabled={screen.state.link !== "open"}
            onYes={() => screen.act(act)}
          />
        ))}
      </div>
    </section>
  )
}

function Staff({ state, overview }: { state: State; overview: Overview }) {
  return (
    <section>
      <h2>{text.staff}</h2>
      {overview.staff.length === 0
        ? <p class="soft">{text.noStaff}<br />{text.noStaffNext}</p>
        : <ul class="tiles">{overview.staff.map((tile, at) => <li key={at}><Tile state={state} tile={tile} /></li>)}</ul>}
    </section>
  )
}

function Tile({ state, tile }: { state: State; tile: StaffTile }) {
  return (
    <div class="tile">
      <b>{tile.alias}</b>
      <PresenceMark presence={tile.presence} />
      <span class="small soft">
        {staff.minutes(secondsNow(state, tile.since_seconds, now.value))}・{text.sessionsOf(tile.sessions)}
      </span>
    </div>
  )
}
