// The middle pane: one session's words and the composer. One for each session stays on the page, so
// that its draft and the reader's place are where they were left.

import { useEffect, useRef, useState } from "preact/hooks"
import { narrow } from "../staff/narrow"
import { now } from "../staff/now"
import { Ask } from "../talk/ask"
import { Composer } from "../talk/composer"
import { Log } from "../talk/log"
import { counsellor as text, staff } from "../text/staff/ja"
import { hueOf, letterOf, nameOf } from "./name"
import type { Screen } from "./screen"
import { guideMark, type Talk } from "./talks"
import { endAsked } from "./wishes"

export interface ConversationProps {
  screen: Screen
  talk: Talk
  seen: boolean
}

export function Conversation({ screen, talk, seen }: ConversationProps) {
  const { state, acts } = screen
  const section = useRef<HTMLElement>(null)
  const { session } = talk
  const open = talk.stage === "talking" && !endAsked(state.wishes, session)

  useEffect(() => {
    if (talk.unread > 0 && !document.hidden && seen) acts.tap({ type: "read", session })
  }, [talk.unread, seen])

  // Whoever has just accepted goes on by writing; on a touch screen the keyboard waits for a tap.
  useEffect(() => {
    if (!talk.former && seen && !matchMedia("(pointer: coarse)").matches) section.current?.querySelector("textarea")?.focus()
  }, [])

  return (
    <section ref={section} class={`middle ${hueOf(talk)} ${seen ? "" : "put-away"}`} aria-label={text.talk.log}>
      <div class="middle-top">
        <h2><span class="letter">{letterOf(talk)}</span> {nameOf(talk)}</h2>
        <Waits talk={talk} />
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
        typing={talk.typing ? text.talk.typing : null}
        say={(words) => words}
        sentence={(said) => text.talk[said]}
        again={open ? (line) => acts.sayAgain(session, line) : undefined}
      />
      <Foot screen={screen} talk={talk} open={open} />
    </section>
  )
}

function Foot({ screen, talk, open }: { screen: Screen; talk: Talk; open: boolean }) {
  const { acts } = screen
  const { session } = talk
  const [enterSends, setEnterSends] = useState(true)
  if (talk.stage === "ended") {
    return (
      <div class="foot">
        <div class="says-end">
          <p><b>{text.ended[talk.reason ?? "counsellor_ended"]}</b></p>
          {narrow.value && (
            <button type="button" class="button quiet" onClick={() => acts.tap({ type: "pane", pane: "about" })}>{text.toRecord}</button>
          )}
        </div>
      </div>
    )
  }
  return (
    <div class="foot">
      <Composer
        text={text.talk}
        open={open}
        enterSends={enterSends}
        refused={talk.refused}
        say={(words) => words}
        onSay={(words) => acts.say(session, words)}
        onWrote={(empty) => {
          if (!empty) acts.typing(session)
          if (talk.refused !== null) acts.tap({ type: "wrote", session })
        }}
      />
      {open && (
        <label class="choice">
          <input type="checkbox" checked={enterSends} onChange={(event) => setEnterSends(event.currentTarget.checked)} />
          <span>{text.talk.enterSends}</span>
        </label>
      )}
    </div>
  )
}

function Waits({ talk }: { talk: Talk }) {
  if (talk.waitsSince === null) return null
  return <span class="waits small soft">{text.waits(staff.minutes((now.value - talk.waitsSince) / 1_000))}</span>
}

function Strip({ screen, talk }: { screen: Screen; talk: Talk }) {
  const { state, acts } = screen
  const sentence =
    talk.stage === "ended" ? null
    : talk.stage === "ending" || endAsked(state.wishes, talk.session) ? text.ending
    : !talk.peerHere ? text.talk.peerAway
    : !state.kept ? text.talk.forgetful
    : null
  const mark = sentence === null ? guideMark(talk, now.value) : null
  const guide = Math.round(talk.guideSeconds / 60)
  return (
    <>
      <div role="status">{sentence !== null && <p class="strip fade">{sentence}</p>}</div>
      <div role="status">
        {talk.historyWanted && (
          <div class="guide fade">
            <p class="small">{text.talk.historyQuestion}</p>
            <button type="button" class="button text" onClick={() => acts.giveHistory(talk.session)}>{text.talk.giveHistory}</button>
          </div>
        )}
      </div>
      <div role="status">
        {mark !== null && (
          <div class="guide fade">
            <p class="small">{mark.mark === "near" ? text.nearEnd(mark.minutesLeft, guide) : text.pastEnd(guide)}</p>
            <button type="button" class="button text" disabled={state.wishes.extend.has(talk.session)} onClick={() => acts.tap({ type: "extend", session: talk.session })}>
              {text.extend}
            </button>
          </div>
        )}
      </div>
    </>
  )
}
