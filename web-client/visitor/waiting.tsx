// The line: one quiet number, what can be done meanwhile, and a way out of it.

import { Ask } from "../talk/ask"
import { Paced } from "../talk/paced"
import { EmergencyCard } from "./emergency"
import { Former } from "./former"
import { Heading } from "./heading"
import { say } from "./ruby"
import type { Screen } from "./screen"

export function Waiting(screen: Screen) {
  const { state, text, stored, acts } = screen
  const { waiting } = text
  return (
    <main class="stage">
      <div class="unseen"><Heading>{say(waiting.heading)}</Heading></div>
      {state.reason === "counsellor_lost" && <p class="notice" role="status">{say(text.end.counsellor_lost)}</p>}
      <Position {...screen} />
      <section class="meanwhile">
        <h2>{say(waiting.meanwhile)}</h2>
        <div class="cards">
          <EmergencyCard text={text.emergency} />
          <Steps heading={waiting.breathing} steps={waiting.breathingSteps} />
          <Steps heading={waiting.beginning} steps={waiting.beginningSteps} />
          {state.lines.length > 0 && <Former {...screen} />}
        </div>
      </section>
      {!stored && <p class="notice lead">{say(text.forgetful)}</p>}
      <div class="choices stop">
        <Ask
          button={say(waiting.leave)}
          question={say(waiting.leaveQuestion)}
          yes={say(waiting.leaveYes)}
          no={say(waiting.leaveNo)}
          onYes={() => acts.tap({ type: "leave" })}
        />
      </div>
    </main>
  )
}

// Read aloud as one sentence; seen as a number.
function Position({ state, text }: Screen) {
  const { waiting } = text
  const joining = state.stage === "joining"
  const ahead = state.position - 1
  const sentence = joining ? waiting.joining : ahead === 0 ? waiting.next : waiting.ahead(ahead)
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
      {!joining && <p class="soft">{say(waiting.unknown)}</p>}
      {!joining && <p class="small soft">{say(waiting.keep)}</p>}
    </div>
  )
}

function Steps({ heading, steps }: { heading: string; steps: string[] }) {
  return (
    <details class="card">
      <summary>{say(heading)}</summary>
      <div class="card-text"><ul>{steps.map((step) => <li key={step}>{say(step)}</li>)}</ul></div>
    </details>
  )
}
