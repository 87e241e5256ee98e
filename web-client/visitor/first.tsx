// The first screen, and what is read before a consultation.

import { EmergencyCard } from "./emergency"
import { Heading } from "./heading"
import { say } from "./ruby"
import type { Screen } from "./screen"
import type { State } from "./state"

export function First({ state, text, desk, acts }: Screen) {
  const why = state.reason === null ? null : text.end[state.reason]
  return (
    <main class="stage">
      <h1>{desk}</h1>
      <p class="lead">{say(text.first.lead)}</p>
      {why !== null && <p class="notice lead" role="status">{say(why)}</p>}
      <Intake state={state} text={text} />
      <button type="button" class="button wide start" onClick={() => acts.tap({ type: "start" })}>{say(text.first.start)}</button>
      <div class="facts">
        <section><h2>{say(text.first.who)}</h2><p>{say(text.first.whoText)}</p></section>
        <section><h2>{say(text.first.secret)}</h2><p>{say(text.first.secretText)}</p><p>{say(text.first.limitText)}</p></section>
        <section><h2>{say(text.first.leaving)}</h2><p>{say(text.first.leavingText)}</p><p>{say(text.first.historyText)}</p></section>
      </div>
      <EmergencyCard text={text.emergency} open />
    </main>
  )
}

// A filled dot and a word when open, a ring and a word otherwise.
function Intake({ state, text }: { state: State; text: Screen["text"] }) {
  const word = state.intake === null ? text.first.connecting : text.intake[state.intake]
  return (
    <p class={`intake${state.intake === "open" ? " open" : ""}`} role="status">
      <span class="dot" aria-hidden="true" />
      <span>{say(word)}</span>
    </p>
  )
}

export function Consent({ text, acts }: Screen) {
  return (
    <main class="stage">
      <Heading>{say(text.consent.heading)}</Heading>
      <ul class="points">{text.consent.points.map((point) => <li key={point}>{say(point)}</li>)}</ul>
      <button type="button" class="button wide" onClick={() => acts.tap({ type: "agree" })}>{say(text.consent.agree)}</button>
      <div class="choices">
        <button type="button" class="button text" onClick={() => acts.tap({ type: "back" })}>{say(text.consent.back)}</button>
      </div>
    </main>
  )
}
