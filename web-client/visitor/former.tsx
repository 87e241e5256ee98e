// What was said before the counsellor's connection was lost: still on this screen, for this person.

import { Log } from "../talk/log"
import { plain, say } from "./ruby"
import type { Screen } from "./screen"

export function Former({ state, text }: Screen) {
  return (
    <details class="card former">
      <summary>{say(text.talk.earlier)}</summary>
      <VisitorLog state={state} text={text} />
    </details>
  )
}

export function VisitorLog({ state, text, hidden, again }: Pick<Screen, "state" | "text"> & {
  hidden?: boolean
  again?: Screen["acts"]["sayAgain"]
}) {
  return (
    <Log
      lines={state.lines}
      text={{ ...text.talk, log: plain(text.talk.log) }}
      language={text.lang}
      peer={state.alias}
      hidden={hidden}
      typing={state.typing ? text.talk.typing : null}
      say={say}
      sentence={(said) => text.talk[said]}
      again={again}
    />
  )
}
