// The left pane: my sessions, and in its foot the next visitor, as offered or as taken. Nobody
// chooses whom.

import type { TakeRefusal } from "../generated/protocol"
import { now } from "../staff/now"
import { DangerMark } from "../staff/state_mark"
import { Paced } from "../talk/paced"
import { counsellor as text, staff } from "../text/staff/ja"
import { HandOverAsked } from "./hand_over"
import { handOverSaid } from "./handing_over"
import { Invitation } from "./invitation"
import { hueOf, letterOf, nameOf } from "./name"
import { Offer } from "./offer"
import { offerOverSaid, pauseMinutes } from "./receiving"
import type { Screen } from "./screen"
import { choice, takeRefusal } from "./state"
import type { Talk } from "./talks"
import { Thread } from "./thread"

export interface MineProps {
  screen: Screen
  seen: boolean
  alone: boolean // no other pane beside it
}

export function Mine({ screen, seen, alone }: MineProps) {
  const { state } = screen
  const { offer } = state.receiving
  const { asked } = state.handingOver
  return (
    <nav class={`pane mine-pane ${seen ? "" : "put-away"}`} aria-label={text.mine}>
      <div class="mine-upper">
        <div class="mine-list" role="group" aria-label={text.mine} tabIndex={state.talks.length === 0 ? 0 : undefined}>
          <h2>{text.mine}</h2>
          {state.talks.length === 0
            ? <p class="soft">{text.none}<br />{text.noneNext}</p>
            : (
              <ul class="plain">
                {state.talks.map((talk) => <li key={talk.session}><Item screen={screen} talk={talk} /></li>)}
              </ul>
            )}
          {alone && state.thread === null && <Invitation {...screen} />}
        </div>
        {state.thread !== null && seen && <Thread screen={screen} thread={state.thread} />}
      </div>
      {offer !== null && seen ? <Offer screen={screen} offer={offer} />
        : asked !== null && seen ? <HandOverAsked screen={screen} asked={asked} />
        : <Next {...screen} />}
    </nav>
  )
}

function Item({ screen, talk }: { screen: Screen; talk: Talk }) {
  const chosen = screen.state.chosen === talk.session
  return (
    <button type="button" class={`item ${hueOf(talk)}`} aria-current={chosen} onClick={() => screen.acts.tap({ type: "choose", session: talk.session })}>
      <b class="letter">{letterOf(talk)}</b>
      <span class="item-words">
        <span>{nameOf(talk)}</span>
        <span class="small soft"><Doing talk={talk} /></span>
        {talk.about?.answers.danger === true && <span class="small"><DangerMark /></span>}
      </span>
      {talk.unread > 0 && !chosen && <span class="count">{text.unreadCount(talk.unread)}</span>}
    </button>
  )
}

function Doing({ talk }: { talk: Talk }) {
  if (talk.stage !== "talking") return <>{text.stages[talk.stage]}</>
  if (!talk.peerHere) return <>{staff.presence.away}</>
  if (talk.typing) return <>{text.typingShort}</>
  if (talk.waitsSince !== null) return <>{text.waits(staff.minutes((now.value - talk.waitsSince) / 1_000))}</>
  return <>{text.stages.talking} {staff.minutes((now.value - talk.begun) / 1_000)}</>
}

// Nobody is waiting: the count says so. Pages are coming back: the strip above the panes does.
const saidElsewhere: ReadonlySet<TakeRefusal> = new Set(["nobody_waiting", "returning"])

function Next({ state, acts }: Screen) {
  const waiting = state.line?.waiting ?? 0
  const taking = state.wishes.take !== null
  const count = waiting > 0 ? text.waitingNow(waiting) : text.noneWaiting
  const refusal = takeRefusal(state, now.value)
  const over = offerOverSaid(state.receiving, now.value)
  const handed = handOverSaid(state.handingOver, now.value)
  return (
    <section class="next" aria-label={text.next}>
      <div role="status">
        {handed !== null && <p class="notice small">{text.handOver.over[handed]}</p>}
        {over !== null && <p class="notice small">{text.offer[over]}</p>}
        {state.notTaken !== null && <p class="notice small">{text.refusals[state.notTaken]}</p>}
      </div>
      <h2>{text.next}</h2>
      <p class="next-count" aria-hidden="true">{count}</p>
      <Paced sentence={count} about={waiting > 0 ? "some" : "none"} />
      {refusal !== null && !saidElsewhere.has(refusal) && state.notTaken !== refusal && (
        <p class="small soft">
          {text.refusals[refusal]}
          {refusal === "no_capacity" && choice(state).sessions_at_once < state.receiving.mostSessions && text.more}
        </p>
      )}
      {refusal === null && choice(state).choice !== "available" && state.talks.length > 0 && pauseMinutes(state.receiving, now.value) === 0 && (
        <p class="small soft">{text.receiving.choices[choice(state).choice].explain}</p>
      )}
      <button type="button" class="button quiet wide" disabled={state.link !== "open" || refusal !== null || taking} onClick={() => acts.tap({ type: "take" })}>
        {taking ? text.taking : text.take}
      </button>
    </section>
  )
}
