// The screens between: turned away, refused for a while, 「続きから始めますか。」, opened elsewhere, a page to reload, a
// browser that cannot. Each is a sentence and a next step, with the emergency contacts below.

import type { ComponentChildren } from "preact"
import { Ask } from "../talk/ask"
import { clockOf } from "../talk/log"
import { ContactsCard, EmergencyCard } from "./emergency"
import { Former } from "./former"
import { Heading } from "./heading"
import { NextOpening } from "./intake"
import { say } from "./ruby"
import type { Screen } from "./screen"
import type { Tap } from "./taps"

interface PauseProps extends Screen {
  heading: string
  sentence?: string
  beside?: ComponentChildren
  open?: boolean // the contacts are the next step
  children?: ComponentChildren
}

function Pause({ heading, sentence, beside, open, desk, text, children }: PauseProps) {
  return (
    <main class="stage">
      <Heading>{say(heading)}</Heading>
      {beside}
      {sentence !== undefined && <p class="lead">{say(sentence)}</p>}
      <div class="choices">{children}</div>
      <div class="cards stop">
        {open !== true && <ContactsCard desk={desk} text={text} />}
        <EmergencyCard desk={desk} text={text} open={open} />
      </div>
    </main>
  )
}

function Choice({ screen, tap, label, look = "wide" }: { screen: Screen; tap: Tap["type"] & Plain; label: string; look?: string }) {
  return <button type="button" class={`button ${look}`} onClick={() => screen.acts.tap({ type: tap })}>{say(label)}</button>
}

type Plain = "again" | "home" | "resume" | "later" | "here"

// Follows the desk while it is shown: what could not be had a moment ago may be there now.
export function TurnedAway(screen: Screen) {
  const { state, text } = screen
  const { notQueued } = text
  const sentences = {
    closed: [notQueued.closed, notQueued.nextClosed],
    full: [notQueued.full, notQueued.nextFull],
    over: [notQueued.over, notQueued.nextOver],
    paused: [notQueued.paused, notQueued.nextPaused],
    open: state.turned === "open" ? [notQueued.open, notQueued.nextOpen] : [notQueued.nowOpen, notQueued.nextNowOpen],
  } as const
  const intake = state.intake ?? "open"
  const [heading, next] = sentences[intake]
  return (
    <>
      <div class="unseen" role="status">{state.turned !== intake && say(heading)}</div>
      <Pause {...screen} heading={heading} beside={<NextOpening {...screen} />} sentence={next} open>
        <Choice screen={screen} tap="again" label={intake === "open" ? notQueued.take : notQueued.again} look={intake === "open" ? "wide" : "quiet wide"} />
        <Choice screen={screen} tap="home" label={text.end.home} look="text" />
      </Pause>
    </>
  )
}

// After a cool-down: until when, whom to reach meanwhile, and what was said. Its sentences are rare and
// come when they are needed; until then the end is told as any other.
export function Cooling(screen: Screen) {
  const { state, text, cooling } = screen
  return (
    <Pause
      {...screen}
      heading={cooling?.heading ?? text.end.cooled_down}
      sentence={cooling?.sentence(clockOf(state.until))}
      open
    >
      {state.lines.length > 0 && <Former {...screen} />}
    </Pause>
  )
}

export function Resumable(screen: Screen) {
  const { state, text, acts } = screen
  const { resumable } = text
  if (state.wish === "leave") return <Pause {...screen} heading={resumable.leaving} />
  const later = state.stage === "later"
  return (
    <Pause {...screen} heading={resumable.question} sentence={later ? resumable.laterText : resumable.explain}>
      <button type="button" class="button wide" disabled={state.wish === "resume"} onClick={() => acts.tap({ type: "resume" })}>
        {say(resumable.yes)}
      </button>
      {!later && <Choice screen={screen} tap="later" label={resumable.later} look="quiet wide" />}
      <Ask
        button={say(resumable.no)}
        question={say(text.talk.endQuestion)}
        yes={say(text.talk.endYes)}
        no={say(text.consent.back)}
        onYes={() => acts.tap({ type: "leave" })}
      />
    </Pause>
  )
}

export function Elsewhere(screen: Screen) {
  const { elsewhere } = screen.text
  return (
    <Pause {...screen} heading={elsewhere.heading} sentence={elsewhere.text}>
      <Choice screen={screen} tap="here" label={elsewhere.here} />
    </Pause>
  )
}

export function Reload(screen: Screen) {
  const { reload } = screen.text
  return (
    <Pause {...screen} heading={reload.heading} sentence={reload.text}>
      <button type="button" class="button wide" onClick={screen.acts.reload}>{say(reload.button)}</button>
    </Pause>
  )
}

export function Unsupported(screen: Screen) {
  return <Pause {...screen} heading={screen.desk.name} sentence={screen.text.unsupported} open />
}
