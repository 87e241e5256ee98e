// The shift: what intake does now, what may be done, and why it could not be opened.

import type { Overview } from "../generated/protocol"
import { now } from "../staff/now"
import { Ask } from "../talk/ask"
import { supervisor } from "../text/staff/ja"
import type { Screen } from "./screen"
import { actsNow, closesIn, staffMissing, type Act, type State } from "./state"

const text = supervisor.shift

export function Shift({ screen, overview }: { screen: Screen; overview: Overview }) {
  const again = overview.intake === "over"
  const inLine = overview.waiting + overview.parked
  const words: Record<Act, { button: string; question: string; yes: string }> = {
    open_shift: again
      ? { button: text.resume, question: text.resumeQuestion, yes: text.resumeYes }
      : { button: text.open, question: text.openQuestion, yes: text.openYes },
    stop_intake: { button: text.stop, question: text.stopQuestion, yes: text.stopYes },
    close_shift: { button: text.close, question: text.closeQuestion(inLine), yes: text.closeYes },
  }
  return (
    <section class="shift">
      <h2>{text.heading}</h2>
      <div role="status">
        <p>{text.explain[overview.intake]}</p>
        <Staffing state={screen.state} overview={overview} />
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

// How many are needed: before opening as a hint, after a refusal as its reason.
function Staffing({ state, overview }: { state: State; overview: Overview }) {
  const { notOpened } = state
  if (notOpened !== null) {
    const missing = Math.max(0, notOpened.needed - notOpened.staff)
    return (
      <p class="notice">
        {text.notOpened}
        {missing > 0 && text.missing(missing)}
        {notOpened.counsellors === 0 && text.missingCounsellor}
      </p>
    )
  }
  if (!actsNow(overview).includes("open_shift") || staffMissing(overview) === 0) return null
  return <p class="small soft">{text.needed(overview.signed_in, overview.needed)}</p>
}

export function ClosingTime({ state }: { state: State }) {
  const seconds = closesIn(state, now.value)
  if (seconds === null) return null
  return <span>{seconds === 0 ? text.closesNow : text.closesIn(lengthOf(Math.ceil(seconds / 60)))}</span>
}

function lengthOf(minutes: number): string {
  return minutes < 60 ? `${minutes}${supervisor.figures.minute}` : supervisor.hours(Math.floor(minutes / 60), minutes % 60)
}
