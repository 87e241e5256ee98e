// Ending a session by a cool-down: first why, as a code, then what follows, then the act. Away from the
// ordinary end, so that nobody comes to it by a slip.

import { useEffect, useRef, useState } from "preact/hooks"
import type { CoolReason } from "../generated/protocol"
import { counsellor } from "../text/staff/ja"
import type { Screen } from "./screen"
import type { Talk } from "./talks"
import { endAsked } from "./wishes"

const text = counsellor.coolDown
const reasons = ["harassment", "sexual", "threat", "repeated_misuse", "other"] as const satisfies readonly CoolReason[]

export function CoolDown({ screen, talk }: { screen: Screen; talk: Talk }) {
  const { session } = talk
  const [asked, setAsked] = useState(false)
  const [reason, setReason] = useState<CoolReason | null>(null)
  const back = useRef(false) // the focus returns to where the question was asked
  const first = useRef<HTMLButtonElement>(null)
  const group = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    if (asked) group.current?.querySelector("input")?.focus()
    else if (back.current) first.current?.focus()
    back.current = asked
  }, [asked])
  if (talk.stage !== "talking" || endAsked(screen.state.wishes, session)) return null

  const leave = () => {
    setAsked(false)
    setReason(null)
  }
  if (!asked) {
    return (
      <div class="cool-down">
        <button ref={first} type="button" class="button text" onClick={() => setAsked(true)}>{text.button}</button>
      </div>
    )
  }
  return (
    <fieldset ref={group} class="cool-down asked" onKeyDown={(event) => { if (event.key === "Escape") leave() }}>
      <legend><b>{text.question}</b></legend>
      <p class="small soft">{text.hint}</p>
      {reasons.map((each) => (
        <label key={each} class="choice always">
          <input type="radio" name={`cool-${session}`} checked={reason === each} onChange={() => setReason(each)} />
          <span>{text.reasons[each]}</span>
        </label>
      ))}
      <p class="small" role="status">{reason !== null && text.follows}</p>
      <button
        type="button"
        class="button danger wide"
        disabled={reason === null}
        onClick={() => { if (reason !== null) screen.acts.tap({ type: "cool_down", session, reason }) }}
      >
        {text.yes}
      </button>
      <button type="button" class="button quiet wide" onClick={leave}>{counsellor.endNo}</button>
    </fieldset>
  )
}
