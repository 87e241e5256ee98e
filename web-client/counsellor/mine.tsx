// The left pane: my sessions, and how to take the next visitor. Nobody chooses whom.

import { staff, counsellor as text } from "../text/staff/ja"
import { now } from "../staff/now"
import { Paced } from "../talk/paced"
import type { Screen } from "./screen"
import type { Talk } from "./state"

export function Mine({ screen, hidden }: { screen: Screen; hidden: boolean }) {
  const { state } = screen
  return (
    <nav class="pane mine-pane" aria-label={text.mine} hidden={hidden}>
      <h2>{text.mine}</h2>
      {state.talks.length === 0
        ? <p class="soft">{text.none}</p>
        : (
          <ul class="plain">
            {state.talks.map((talk, place) => <li key={talk.session}><Item screen={screen} talk={talk} place={place} /></li>)}
          </ul>
        )}
      <Next {...screen} />
    </nav>
  )
}

// A letter, a place and a hue of its own for each session.
export function letterOf(place: number): string {
  return String.fromCharCode("A".charCodeAt(0) + place)
}

function Item({ screen, talk, place }: { screen: Screen; talk: Talk; place: number }) {
  const chosen = screen.state.chosen === talk.session
  return (
    <button type="button" class={`item hue-${place % 3}`} aria-current={chosen} onClick={() => screen.acts.tap({ type: "choose", session: talk.session })}>
      <b>{letterOf(place)}</b>
      <span>
        <span>{text.visitor}</span>
        <span class="small soft">{text.stages[talk.stage]} {staff.minutes((now.value - talk.begun) / 1_000)}</span>
      </span>
      {talk.unread > 0 && !chosen && <span class="count">{text.unreadCount(talk.unread)}</span>}
    </button>
  )
}

function Next({ state, acts }: Screen) {
  const waiting = state.line?.waiting ?? 0
  const taking = state.wishes.take !== null
  const count = waiting > 0 ? text.waitingNow(waiting) : text.noneWaiting
  const able = state.link === "open" && state.talks.length === 0 && waiting > 0 && !taking
  return (
    <section class="next">
      <h2>{text.next}</h2>
      <p class="next-count" aria-hidden="true">{count}</p>
      <Paced sentence={count} about={waiting > 0 ? "some" : "none"} />
      <button type="button" class="button wide" disabled={!able} onClick={() => acts.tap({ type: "take" })}>
        {taking ? text.taking : text.take}
      </button>
      <div role="status">
        {state.notTaken !== null && <p class="notice small">{text[state.notTaken]}</p>}
        {state.talks.length > 0 && state.notTaken === null && <p class="small soft">{text.no_capacity}</p>}
      </div>
    </section>
  )
}
