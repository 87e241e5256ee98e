// The counsellor's console: three panes below a bar, or one of them and tabs. It decides nothing.

import { narrow } from "../staff/narrow"
import { staff, counsellor as text } from "../text/staff/ja"
import { About } from "./about"
import { Conversation, Quiet } from "./conversation"
import { Mine } from "./mine"
import type { Screen } from "./screen"
import { paneSeen, type Pane } from "./state"
import { Tabs } from "./tabs"
import { Top } from "./top"

export function View(screen: Screen) {
  const { state } = screen
  const place = state.talks.findIndex((talk) => talk.session === state.chosen)
  const talk = state.talks[place]
  const hidden = (pane: Pane) => !paneSeen(state, pane, narrow.value)
  return (
    <div class="console">
      <Top {...screen} />
      <div class="console-strip" role="status">
        {state.link === "lost" && <p class="strip fade">{staff.reconnecting}</p>}
      </div>
      {talk !== undefined && narrow.value && <Tabs screen={screen} talk={talk} place={place} />}
      <main class="panes">
        <h1 class="unseen">{text.title}</h1>
        <Mine screen={screen} hidden={hidden("mine")} />
        {talk === undefined
          ? <Quiet hidden={hidden("talk")} />
          : <Conversation key={talk.session} screen={screen} talk={talk} place={place} hidden={hidden("talk")} />}
        {talk !== undefined && <About key={`about ${talk.session}`} screen={screen} talk={talk} hidden={hidden("about")} />}
      </main>
    </div>
  )
}
