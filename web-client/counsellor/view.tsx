// The counsellor's console: three panes below a bar. It decides nothing.

import { About } from "./about"
import { Conversation, Quiet } from "./conversation"
import { Mine } from "./mine"
import type { Screen } from "./screen"
import { Top } from "./top"

export function View(screen: Screen) {
  const { talks, chosen } = screen.state
  const place = talks.findIndex((talk) => talk.session === chosen)
  const talk = talks[place]
  return (
    <div class="console">
      <Top {...screen} />
      <Mine {...screen} />
      {talk === undefined
        ? <Quiet screen={screen} />
        : <Conversation key={talk.session} screen={screen} talk={talk} place={place} />}
      {talk !== undefined && <About key={`about ${talk.session}`} screen={screen} talk={talk} />}
    </div>
  )
}
