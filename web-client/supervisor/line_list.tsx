// The line, place by place and without names; whom to move to the front is asked with a reason.

import { useEffect, useRef, useState } from "preact/hooks"
import type { MoveReason, Overview } from "../generated/protocol"
import { now } from "../staff/now"
import { DangerMark, PlaceMark } from "../staff/state_mark"
import { staff, supervisor } from "../text/staff/ja"
import { mayMoveUp, notListed, numbered, type Numbered } from "./line"
import type { Screen } from "./screen"
import { secondsNow } from "./state"

const text = supervisor.line
const reasons = ["danger", "young", "came_back", "other"] as const satisfies readonly MoveReason[]

export function LineList({ screen, overview }: { screen: Screen; overview: Overview }) {
  const rest = notListed(overview)
  return (
    <section>
      <h2>{text.heading}</h2>
      {overview.line.length === 0
        ? <p class="soft">{text.nobody}<br />{text.nobodyNext}</p>
        : (
          <ol class="line-list">
            {numbered(overview.line).map((each) => <li key={each.place.ticket}><Row screen={screen} {...each} /></li>)}
          </ol>
        )}
      {rest > 0 && <p class="small soft">{text.more(rest)}</p>}
    </section>
  )
}

function Row({ screen, place, number }: { screen: Screen } & Numbered) {
  const { state, moveUp } = screen
  const name = number === null ? text.noNumber : text.number(number)
  return (
    <div class={`place ${place.state}`}>
      <b class="place-number">{name}</b>
      <PlaceMark state={place.state} />
      <span class="place-waited">{text.waited(staff.minutes(secondsNow(state, place.waited_seconds, now.value)))}</span>
      <span class="place-marks">
        {place.danger && <DangerMark />}
        {place.front_band && <span class="band">{text.front}</span>}
      </span>
      {mayMoveUp(place) && (
        <MoveUp name={name} able={state.link === "open"} onReason={(reason) => moveUp(place.ticket, reason)} />
      )}
    </div>
  )
}

// The button becomes the question; each answer is the act.
function MoveUp({ name, able, onReason }: { name: string; able: boolean; onReason(reason: MoveReason): void }) {
  const [asked, setAsked] = useState(false)
  const back = useRef(false)
  const first = useRef<HTMLButtonElement>(null)
  const cancel = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (asked) cancel.current?.focus()
    else if (back.current) first.current?.focus()
    back.current = asked
  }, [asked])

  if (!asked) {
    return (
      <button ref={first} type="button" class="button text move-up" aria-label={text.moveUpName(name)} disabled={!able} onClick={() => setAsked(true)}>
        {text.moveUp}
      </button>
    )
  }
  return (
    <div class="move-reasons" role="group" aria-label={text.reason} onKeyDown={(event) => { if (event.key === "Escape") setAsked(false) }}>
      <p class="small">{text.reason}</p>
      {reasons.map((reason) => (
        <button
          key={reason}
          type="button"
          class="button quiet"
          disabled={!able}
          onClick={() => {
            setAsked(false)
            onReason(reason)
          }}
        >
          {text.reasons[reason]}
        </button>
      ))}
      <button ref={cancel} type="button" class="button text" onClick={() => setAsked(false)}>{text.cancel}</button>
    </div>
  )
}
