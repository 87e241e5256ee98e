// Whether the desk receives just now, and when it opens next; as the server tells it, also while the
// page is open.

import { whenOf } from "../text/visitor/when"
import { say } from "./ruby"
import type { Screen } from "./screen"

type Part = Pick<Screen, "state" | "text">

// A filled dot and a word when open, a ring and a word otherwise.
export function IntakeWord({ state, text }: Part) {
  const word = state.intake === null ? text.first.connecting : text.intake[state.intake]
  return (
    <div role="status">
      <p class={`intake${state.intake === "open" ? " open" : ""}`}>
        <span class="dot" aria-hidden="true" />
        <span>{say(word)}</span>
      </p>
      <NextOpening state={state} text={text} />
    </div>
  )
}

// Said where nobody is received for long; a full line may move at any moment.
export function NextOpening({ state, text }: Part) {
  if (state.intake !== "closed" && state.intake !== "over") return null
  const when = whenOf(state.nextOpening)
  return <p class="next-opening">{say(when === null ? text.nextUnknown : text.nextOpening(when))}</p>
}
