// The middle pane: one session's words and the composer.

import { useEffect, useState } from "preact/hooks"
import { narrow } from "../staff/narrow"
import { Ask } from "../talk/ask"
import { Composer } from "../talk/composer"
import { Log } from "../talk/log"
import { counsellor as text } from "../text/staff/ja"
import { letterOf } from "./mine"
import type { Screen } from "./screen"
import type { Talk } from "./state"

export interface ConversationProps {
  screen: Screen
  talk: Talk
  place: number
  hidden: boolean
}

export function Conversation({ screen, talk, place, hidden }: ConversationProps) {
  const { state, acts } = screen
  const [enterSends, setEnterSends] = useState(true)
  const { session } = talk
  const open = talk.stage === "talking" && !state.wishes.end.has(session)

  useEffect(() => {
    if (talk.unread > 0 && !document.hidden && !hidden) acts.tap({ type: "read", session })
  }, [talk.unread, hidden])

  return (
    <section class={`middle hue-${place % 3}`} aria-label={text.talk.log} hidden={hidden}>
      <div class="middle-top">
        <h2><span class="letter">{letterOf(place)}</span> {text.visitor}</h2>
        {open && (
          <Ask
            button={text.end}
            question={text.endQuestion}
            yes={text.endYes}
            no={text.endNo}
            look="quiet"
            onYes={() => acts.tap({ type: "end", session })}
          />
        )}
      </div>
      <Strip screen={screen} talk={talk} />
      <Log
        lines={talk.lines}
        text={text.talk}
        language="ja"
        peer={text.visitor}
        say={(words) => words}
        sentence={(said) => text.talk[said]}
        again={open ? (line) => acts.sayAgain(session, line) : undefined}
      />
      <div class="foot">
        {talk.stage === "ended"
          ? (
            <div class="says-end">
              <p><b>{text.ended[talk.reason ?? "counsellor_ended"]}</b></p>
              {narrow.value && (
                <button type="button" class="button quiet" onClick={() => acts.tap({ type: "pane", pane: "about" })}>{text.toRecord}</button>
              )}
            </div>
          )
          : (
            <Composer
              text={text.talk}
              open={open}
              enterSends={enterSends}
              refused={talk.refused}
              say={(words) => words}
              onSay={(words) => acts.say(session, words)}
              onWrote={() => { if (talk.refused !== null) acts.tap({ type: "wrote", session }) }}
            />
          )}
        {open && (
          <label class="choice">
            <input type="checkbox" checked={enterSends} onChange={(event) => setEnterSends(event.currentTarget.checked)} />
            <span>{text.talk.enterSends}</span>
          </label>
        )}
      </div>
    </section>
  )
}

function Strip({ screen, talk }: { screen: Screen; talk: Talk }) {
  const sentence =
    talk.stage === "ended" ? null
    : talk.stage === "ending" || screen.state.wishes.end.has(talk.session) ? text.ending
    : !talk.peerHere ? text.talk.peerAway
    : null
  return <div role="status">{sentence !== null && <p class="strip fade">{sentence}</p>}</div>
}

export function Quiet({ hidden }: { hidden: boolean }) {
  return (
    <section class="middle" hidden={hidden}>
      <div class="quiet-room">
        <h2>{text.empty}</h2>
        <p class="soft">{text.emptyNext}</p>
      </div>
    </section>
  )
}
