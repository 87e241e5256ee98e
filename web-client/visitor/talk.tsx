// Talking, and the end of it: the log, the composer, and below it the emergency row that is always
// there. A draft is kept by the page, so that neither the sheet nor a lost counsellor takes it away.

import { useState } from "preact/hooks"
import { Ask } from "../talk/ask"
import { Composer } from "../talk/composer"
import { About } from "./about"
import { EmergencyText } from "./emergency"
import { VisitorLog } from "./former"
import { Heading } from "./heading"
import { plain, say } from "./ruby"
import type { Screen } from "./screen"

export function Talk(screen: Screen) {
  const { state, text, acts } = screen
  const [sheet, setSheet] = useState("")
  const turn = (which: string) => () => setSheet(sheet === which ? "" : which)
  const [enterSends, setEnterSends] = useState(false)
  const talking = state.stage === "talking"
  return (
    <main class="talk">
      <div class="unseen"><Heading>{say(text.talk.heading)}</Heading></div>
      <Strip {...screen} />
      {state.historyWanted && talking && <Decide {...screen} />}
      <VisitorLog state={state} text={text} hidden={sheet !== ""} again={talking ? acts.sayAgain : undefined} />
      {sheet === "about" && <About text={text} language={screen.language} />}
      {sheet === "help" && (
        <section class="sheet" id="emergency" aria-label={plain(text.emergency.heading)} tabIndex={0}>
          <EmergencyText desk={screen.desk} text={text} />
        </section>
      )}
      <div class="foot">
        {state.stage === "ended"
          ? <Ended {...screen} />
          : (
            <Composer
              text={text.talk}
              draft={screen.draft}
              open={talking && state.wish !== "leave"}
              enterSends={enterSends}
              refused={state.refused}
              label={plain}
              say={say}
              onSay={acts.say}
              onWrote={acts.wrote}
            />
          )}
        <div class="below">
          <button type="button" class="button text" aria-expanded={sheet === "help"} onClick={turn("help")}>{say(text.emergency.row)}</button>
          <button type="button" class="button text" aria-expanded={sheet === "about"} onClick={turn("about")}>{say(text.about)}</button>
          {talking && (
            <label class="choice">
              <input type="checkbox" checked={enterSends} onChange={(event) => setEnterSends(event.currentTarget.checked)} />
              <span>{say(text.talk.enterSends)}</span>
            </label>
          )}
          {talking && state.wish !== "leave" && (
            <Ask
              button={say(text.talk.end)}
              question={say(text.talk.endQuestion)}
              yes={say(text.talk.endYes)}
              no={say(text.talk.endNo)}
              onYes={() => acts.tap({ type: "leave" })}
            />
          )}
        </div>
      </div>
    </main>
  )
}

// One line about what is on its way, only while it needs saying.
function Strip({ state, text }: Screen) {
  const sentence =
    state.stage === "ended" ? null
    : state.link !== "open" ? text.talk.reconnecting
    : state.stage === "ending" || state.wish === "leave" ? text.end.ending
    : !state.peerHere ? text.talk.peerAway
    : !state.kept ? text.talk.forgetful
    : null
  return <div role="status">{sentence !== null && <p class="strip fade">{say(sentence)}</p>}</div>
}

// Another counsellor is there; until this is answered they see nothing of what was said.
function Decide({ text, acts }: Screen) {
  const answer = (gives: boolean) => () => acts.tap({ type: "decide", gives })
  return (
    <div class="ask strip" role="alert">
      <p>{say(text.talk.history)}</p>
      <button type="button" class="button" onClick={answer(true)}>{say(text.talk.give)}</button>
      <button type="button" class="button quiet" onClick={answer(false)}>{say(text.talk.keep)}</button>
    </div>
  )
}

function Ended({ state, text, acts }: Screen) {
  return (
    <div class="says-end" role="status">
      <p><b>{say(text.end[state.reason ?? "not_found"])}</b></p>
      <p class="small soft">{say(state.lines.length > 0 ? text.end.after : text.end.cleared)}</p>
      <button type="button" class="button" onClick={() => acts.tap({ type: "home" })}>{say(text.end.home)}</button>
    </div>
  )
}
