// The questions before the chat: only those that the desk asks, each free to be left out. Whoever
// says that a life is in danger sees at once what to do, and can go on from there.

import type { Answers } from "../generated/protocol"
import { EmergencyText } from "./emergency"
import { Heading } from "./heading"
import { say } from "./ruby"
import type { Screen } from "./screen"

const coded = ["topic", "age_band", "gender", "area"] as const

export function PreChat(screen: Screen) {
  const { state, text, acts } = screen
  const { preChat } = text
  const { answers, questions } = state
  const answer = (given: Answers) => acts.tap({ type: "answer", answers: { ...answers, ...given } })
  const danger = answers.danger === true
  return (
    <main class="stage">
      <Heading>{say(preChat.heading)}</Heading>
      <p class="lead">{say(preChat.lead)}</p>
      <p class="small soft">{say(preChat.use)}</p>
      {questions.danger && (
        <Question
          name="danger"
          text={{ ...preChat.danger, none: preChat.none }}
          chosen={answers.danger === undefined ? undefined : answers.danger ? "yes" : "no"}
          onChoose={(value) => answer({ danger: value === undefined ? undefined : value === "yes" })}
        />
      )}
      <section class={danger ? "card danger-help" : undefined}>
        <div role="status">{danger && <h2>{say(preChat.dangerHelp)}</h2>}</div>
        {danger && <EmergencyText desk={screen.desk} text={text} />}
      </section>
      {danger && <p>{say(preChat.dangerNext)}</p>}
      {!danger && coded.filter((name) => questions[name]).map((name) => (
        <Question
          key={name}
          name={name}
          text={{ ...preChat[name], none: preChat.none }}
          chosen={answers[name]}
          onChoose={(value) => answer({ [name]: value })}
        />
      ))}
      <button type="button" class="button wide go-on" onClick={() => acts.tap({ type: "go_on" })}>{say(preChat.goOn)}</button>
      <div class="choices">
        <button type="button" class="button text" onClick={() => acts.tap({ type: "back" })}>{say(text.consent.back)}</button>
      </div>
    </main>
  )
}

interface QuestionProps {
  name: string
  text: { question: string; options: Record<string, string>; none: string }
  chosen: string | undefined
  onChoose(value: string | undefined): void // undefined: left out
}

function Question({ name, text, chosen, onChoose }: QuestionProps) {
  const options = [...Object.entries(text.options), [undefined, text.none] as const]
  return (
    <fieldset class="question">
      <legend>{say(text.question)}</legend>
      <div class="options">
        {options.map(([value, label]) => (
          <label key={value} class="option">
            <input type="radio" name={name} checked={chosen === value} onChange={() => onChoose(value)} />
            <span>{say(label)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
