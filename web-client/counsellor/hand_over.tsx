// A session that goes to a colleague, in the pane of that session; and a colleague's that this counsellor
// is asked to take over, where an offer stands: read aloud at once, it takes no focus and covers nothing.

import { DangerMark } from "../staff/state_mark"
import { Ask } from "../talk/ask"
import { counsellor, staff } from "../text/staff/ja"
import type { OpenAsk } from "./handing_over"
import { Timer } from "./offer"
import type { Screen } from "./screen"
import type { Talk } from "./talks"

const text = counsellor.handOver

export function HandOver({ screen, talk }: { screen: Screen; talk: Talk }) {
  const { state, acts } = screen
  const { session } = talk
  const { colleagues, choosing } = state.handingOver
  if (talk.stage !== "talking") return null
  return (
    <section class="hand-over" aria-label={text.heading}>
      <h3>{text.heading}</h3>
      {state.wishes.handOver.has(session)
        ? <p class="small soft" role="status">{text.asking}</p>
        : choosing !== session
          ? <button type="button" class="button quiet" disabled={state.link !== "open"} onClick={() => acts.tap({ type: "ask_colleagues", session })}>{text.begin}</button>
          : (
            <div role="group" aria-label={text.whom}>
              <p class="small" role="status">{colleagues === null ? text.looking : colleagues.length === 0 ? text.nobody : text.whom}</p>
              {colleagues?.map(({ staff: colleague, alias }) => (
                <Ask
                  key={colleague}
                  button={text.to(alias)}
                  question={text.question(alias)}
                  yes={text.yes}
                  no={counsellor.endNo}
                  look="quiet"
                  onYes={() => acts.tap({ type: "hand_over", session, colleague })}
                />
              ))}
              <button type="button" class="button text" onClick={() => acts.tap({ type: "stay", session })}>{text.stay}</button>
            </div>
          )}
    </section>
  )
}

export function HandOverAsked({ screen, asked }: { screen: Screen; asked: OpenAsk }) {
  const { state, acts } = screen
  const { session, answers } = asked
  const accepting = state.wishes.takeOver === session
  return (
    <section class="offer" aria-label={text.asked}>
      <div role="alert">
        <h2>{text.asked}</h2>
        <p class="offer-marks">
          {answers.danger === true && <DangerMark />}
          <span>{text.by(asked.alias)}</span>
          <span>{text.talking(staff.minutes(asked.talking_seconds))}</span>
          {answers.topic !== undefined && <span>{counsellor.about.topic[answers.topic]}</span>}
        </p>
      </div>
      <Timer offer={asked} />
      <button type="button" class="button wide" disabled={accepting} onClick={() => acts.tap({ type: "accept_hand_over", session })}>
        {accepting ? text.accepting : text.accept}
      </button>
      {!accepting && (
        <button type="button" class="button text" onClick={() => acts.tap({ type: "decline_hand_over", session })}>{text.decline}</button>
      )}
    </section>
  )
}
