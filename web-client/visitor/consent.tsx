// What is read before a consultation, on one screen and agreed to with one tap.

import { Heading } from "./heading"
import { NextOpening } from "./intake"
import { say } from "./ruby"
import type { Screen } from "./screen"

export function Consent({ state, text, acts }: Screen) {
  const { consent } = text
  const closed = state.intake !== null && state.intake !== "open" ? state.intake : null
  return (
    <main class="stage">
      <Heading>{say(consent.heading)}</Heading>
      <ul class="points">{consent.points.map((point) => <li key={point}>{say(point)}</li>)}</ul>
      <div class="consent-intake" role="status">
        {closed !== null && (
          <div class="notice">
            <p>{say(text.notQueued[closed])}</p>
            <NextOpening state={state} text={text} />
          </div>
        )}
      </div>
      <button type="button" class="button wide" onClick={() => acts.tap({ type: "agree" })}>{say(consent.agree)}</button>
      <div class="choices">
        <button type="button" class="button text" onClick={() => acts.tap({ type: "back" })}>{say(consent.back)}</button>
      </div>
    </main>
  )
}
