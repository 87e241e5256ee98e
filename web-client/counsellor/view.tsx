// The counsellor's console: three panes below a bar, or one of them and tabs. It decides nothing.

import { narrow } from "../staff/narrow"
import { counsellor as text, staff } from "../text/staff/ja"
import { About } from "./about"
import { Conversation } from "./conversation"
import { HandOverAsked } from "./hand_over"
import { Invitation } from "./invitation"
import { Mine } from "./mine"
import { Offer } from "./offer"
import type { Screen } from "./screen"
import { paneSeen, type Pane } from "./state"
import { Tabs } from "./tabs"
import { Thread } from "./thread"
import { Top } from "./top"

export function View(screen: Screen) {
  const { state } = screen
  const { offer } = state.receiving
  const { asked } = state.handingOver
  const chosen = state.talks.find((talk) => talk.session === state.chosen)
  const seen = (pane: Pane) => paneSeen(state, pane, narrow.value)
  return (
    <div class="console">
      <Top {...screen} />
      <div class="console-strip" role="status">
        {state.link === "lost" && <p class="strip fade">{staff.reconnecting}</p>}
        {state.link === "open" && state.line?.returning === true && <p class="strip fade">{text.refusals.returning}</p>}
      </div>
      {chosen !== undefined && narrow.value && <Tabs screen={screen} talk={chosen} />}
      {offer !== null && !seen("mine") && <Offer screen={screen} offer={offer} />}
      {asked !== null && !seen("mine") && <HandOverAsked screen={screen} asked={asked} />}
      {state.thread !== null && !seen("mine") && <Thread screen={screen} thread={state.thread} folded />}
      <main class="panes">
        <h1 class="unseen">{text.title}</h1>
        <Mine screen={screen} seen={seen("mine")} alone={narrow.value && chosen === undefined} />
        {state.talks.map((talk) => (
          <Conversation key={talk.session} screen={screen} talk={talk} seen={talk === chosen && seen("talk")} />
        ))}
        {chosen === undefined && !narrow.value && <section class="middle quiet-room"><Invitation {...screen} /></section>}
        {state.talks.map((talk) => (
          <About key={`about ${talk.session}`} screen={screen} talk={talk} seen={talk === chosen && seen("about")} />
        ))}
      </main>
    </div>
  )
}
