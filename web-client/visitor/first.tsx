// The first screen, in the same order as the first HTML: whether the desk is open, the one button,
// who listens and what stays secret, and whom to reach.

import { Hours } from "./contacts"
import { EmergencyText } from "./emergency"
import { IntakeWord } from "./intake"
import { say } from "./ruby"
import type { Screen } from "./screen"

export function First({ state, text, desk, acts }: Screen) {
  const { first } = text
  const why = state.reason === null ? null : text.end[state.reason]
  const closed = state.intake !== null && state.intake !== "open"
  return (
    <main class="stage">
      <h1>{desk.name}</h1>
      <p class="lead">{say(first.lead(desk.lead))}</p>
      {desk.purpose in first.purpose && <p class="notice lead">{say(first.purpose[desk.purpose as keyof typeof first.purpose])}</p>}
      {why !== null && <p class="notice lead" role="status">{say(why)}</p>}
      <IntakeWord state={state} text={text} />
      {closed && <p class="small soft">{say(first.willChange)}</p>}
      <button type="button" class={`button wide start${closed ? " quiet" : ""}`} onClick={() => acts.tap({ type: "start" })}>{say(first.start)}</button>
      <section class="open-hours">
        <h2>{say(first.hours)}</h2>
        <Hours desk={desk} text={text} />
      </section>
      <div class="facts">
        <section><h2>{say(first.who)}</h2><p>{say(first.whoText)}</p></section>
        <section><h2>{say(first.secret)}</h2><p>{say(first.secretText)}</p><p>{say(first.limitText)}</p></section>
        <section><h2>{say(first.leaving)}</h2><p>{say(first.leavingText)}</p><p>{say(first.leavingKeys)}</p><p>{say(first.historyText)}</p></section>
      </div>
      <section class="card help">
        <h2>{say(text.emergency.help)}</h2>
        <EmergencyText desk={desk} text={text} whole />
      </section>
    </main>
  )
}
