// The line: one quiet number, what can be said honestly about the time, what can be done meanwhile,
// and a way out of it. Near the head it asks for one tap.

import { useEffect, useRef } from "preact/hooks"
import { Ask } from "../talk/ask"
import { Paced } from "../talk/paced"
import { ContactsCard, EmergencyCard } from "./emergency"
import { Former } from "./former"
import { Heading } from "./heading"
import { NextOpening } from "./intake"
import { say } from "./ruby"
import type { Screen } from "./screen"

export function Waiting(screen: Screen) {
  const { state, text, stored } = screen
  const { waiting } = text
  const joining = state.stage === "joining"
  return (
    <main class="stage">
      <div class="unseen"><Heading>{say(waiting.heading)}</Heading></div>
      {state.reason === "counsellor_lost" && <p class="notice" role="status">{say(text.end.counsellor_lost)}</p>}
      <Tap {...screen} />
      <Position {...screen} />
      {!joining && <About {...screen} />}
      <Meanwhile {...screen} />
      {!stored && <p class="notice lead">{say(text.forgetful)}</p>}
      <Stop {...screen} />
    </main>
  )
}

// One question, one large button: whoever is there is called, whoever is not keeps the place.
function Tap({ state, text, awake, acts }: Screen) {
  const { waiting } = text
  const { tap, tapMinutes } = state.place
  const question = useRef<HTMLElement>(null)
  useEffect(() => {
    if (tap === "asked") question.current?.scrollIntoView() // whoever reads below must not miss it
  }, [tap])
  if (tap === "done" && state.stage === "waiting") {
    return (
      <div class="tapped" role="status">
        <p>{say(waiting.tapped)}</p>
        {awake && <p class="small soft">{say(waiting.awake)}</p>}
      </div>
    )
  }
  return (
    <div role="alert">
      {tap === "asked" && (
        <section class="near fade" ref={question}>
          <h2>{say(waiting.near)}</h2>
          <p>{say(waiting.nearText(tapMinutes))}</p>
          <button type="button" class="button wide here" onClick={() => acts.tap({ type: "tap" })}>{say(waiting.here)}</button>
          <p class="small soft">{say(waiting.nearKept)}</p>
        </section>
      )}
    </div>
  )
}

// Read aloud as one sentence; seen as a number.
function Position({ state, text }: Screen) {
  const { waiting } = text
  const joining = state.stage === "joining"
  const ahead = state.place.position - 1
  const sentence = joining ? (state.crowded ? waiting.crowded : waiting.joining) : ahead === 0 ? waiting.next : waiting.ahead(ahead)
  return (
    <div class="place">
      <Paced sentence={sentence} about={`${text.lang} ${state.stage}`} say={say} />
      {joining || ahead === 0
        ? <p class="place-next" aria-hidden="true">{say(sentence)}</p>
        : (
          <div aria-hidden="true">
            <p>{say(waiting.before)}</p>
            <p class="place-number">{say(waiting.people(ahead))}</p>
            <p>{say(waiting.wait)}</p>
          </div>
        )}
      {!joining && <Wait state={state} text={text} />}
    </div>
  )
}

function Wait({ state, text }: Pick<Screen, "state" | "text">) {
  const { wait, paused, rose } = state.place
  const { waiting } = text
  const range = wait === null ? waiting.unknown : waiting.range(wait.p50_minutes, wait.p90_minutes)
  return (
    <div role="status">
      <p class="soft">{say(paused ? waiting.paused : range)}</p>
      {rose && <p class="soft fade">{say(waiting.rose)}</p>}
    </div>
  )
}

function About({ state, text, sound, acts }: Screen) {
  const { waiting } = text
  return (
    <div class="about-wait">
      <div role="status">
        {state.place.mayNotBeReached && (
          <div class="notice fade">
            <p>{say(waiting.mayNot)}</p>
            <p>{say(waiting.mayNotNext)}</p>
            {state.nextOpening !== null && <NextOpening state={{ ...state, intake: "over" }} text={text} />}
          </div>
        )}
      </div>
      <p class="small soft">{say(waiting.keep)}</p>
      <label class="toggle">
        <input type="checkbox" checked={sound} onChange={(event) => acts.sound(event.currentTarget.checked)} />
        <span>{say(waiting.sound)}</span>
      </label>
    </div>
  )
}

export function Meanwhile(screen: Screen) {
  const { state, text, desk } = screen
  const { waiting } = text
  return (
    <section class="meanwhile">
      <h2>{say(waiting.meanwhile)}</h2>
      <div class="cards">
        <ContactsCard desk={desk} text={text} />
        <EmergencyCard desk={desk} text={text} />
        <details class="card">
          <summary>{say(waiting.breathing)}</summary>
          <div class="card-text"><ul>{waiting.breathingSteps.map((step) => <li key={step}>{say(step)}</li>)}</ul></div>
        </details>
        {state.lines.length > 0 && <Former {...screen} />}
      </div>
    </section>
  )
}

export function Stop({ state, text, acts }: Screen) {
  const { waiting } = text
  return (
    <div class="choices stop">
      <Ask
        button={say(waiting.leave)}
        question={say(waiting.leaveQuestion)}
        yes={say(waiting.leaveYes)}
        no={say(waiting.leaveNo)}
        disabled={state.wish === "leave"}
        onYes={() => acts.tap({ type: "leave" })}
      />
    </div>
  )
}
