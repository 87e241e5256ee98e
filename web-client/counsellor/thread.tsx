// The sealed talk with a colleague beside a hand-over: what it is for in one sentence, the words, and
// where one writes. It takes no focus and covers nothing; closed, nothing of it is left.

import { useEffect, useState } from "preact/hooks"
import { Composer } from "../talk/composer"
import { Log } from "../talk/log"
import { counsellor } from "../text/staff/ja"
import type { Screen } from "./screen"
import type { Thread as Standing } from "./threads"

const text = counsellor.thread

export interface ThreadProps {
  screen: Screen
  thread: Standing
  folded?: boolean // at first: where another pane has the room
}

export function Thread({ screen, thread, folded = false }: ThreadProps) {
  const { acts } = screen
  const [unfolded, setUnfolded] = useState(!folded)
  const open = thread.over === null
  const strip = thread.over !== null ? text.over[thread.over] : !thread.peerHere ? text.peerAway : null
  useEffect(() => {
    const read = () => { if (unfolded && thread.unread > 0 && !document.hidden) acts.thread.read() }
    read()
    document.addEventListener("visibilitychange", read)
    return () => document.removeEventListener("visibilitychange", read)
  }, [unfolded, thread.unread])

  return (
    <details class="thread" open={unfolded} onToggle={(event) => setUnfolded(event.currentTarget.open)}>
      <summary>
        <h2>{text.heading}</h2>
        <span class="small soft">{text.with(thread.alias)}</span>
        {!unfolded && thread.unread > 0 && <span class="count">{counsellor.unreadCount(thread.unread)}</span>}
      </summary>
      <div role="status">{strip !== null && <p class="strip fade">{strip}</p>}</div>
      <p class="small soft">{open ? text.explain : text.awaySoon}</p>
      <Log
        lines={thread.lines}
        text={{ ...counsellor.talk, log: text.heading }}
        language="ja"
        peer={thread.alias}
        typing={thread.typing ? text.typing(thread.alias) : null}
        say={(words) => words}
        sentence={(said) => text[said]}
        again={open ? (line) => acts.thread.sayAgain(line) : undefined}
      />
      {open && (
        <Composer
          text={{ ...counsellor.talk, message: text.message }}
          draft={thread.draft}
          open
          enterSends
          refused={thread.refused}
          say={(words) => words}
          onSay={(words) => acts.thread.say(words)}
          onWrote={(empty) => acts.thread.wrote(empty)}
        />
      )}
      <button type="button" class="button text" onClick={() => acts.thread.close()}>{open ? text.close : text.away}</button>
    </details>
  )
}
