// What stands where no session is looked at: how this counsellor stands, and the one button that
// goes on from there.

import { now } from "../staff/now"
import { counsellor } from "../text/staff/ja"
import { invitation, pauseMinutes, type Invitation as Stands } from "./receiving"
import type { Screen } from "./screen"
import { choice } from "./state"

const text = counsellor.receiving

export function Invitation({ state, acts }: Screen) {
  const chosen = choice(state)
  const closed = state.line?.intake === "closed"
  const stands = invitation(state.receiving, chosen.choice, closed, now.value)
  const ready = chosen.choice !== "available" && stands !== "reading"
  const [heading, next] = sentences(stands, pauseMinutes(state.receiving, now.value))
  return (
    <div class={`invitation ${stands === "reading" ? "slow" : ""}`}>
      <div role="status">
        <h2>{heading}</h2>
        {next !== "" && <p class="soft">{next}</p>}
      </div>
      {ready && (
        <button type="button" class="button" onClick={() => acts.tap({ type: "receive", ...chosen, choice: "available" })}>
          {text.ready}
        </button>
      )}
    </div>
  )
}

function sentences(stands: Stands, pause: number): [string, string] {
  switch (stands) {
    case "reading": return [text.reading, ""]
    case "pausing": return [text.pausing, pause > 1 ? text.pauseLeft(pause) : text.pauseOver]
    case "lapsed": return [text.lapsed, text.lapsedNext]
    case "on_break": return [text.beginning, text.beginningNext]
    case "closed": return [text.closed, text.closedNext]
    case "available": return [text.expecting, text.expectingNext]
  }
}
