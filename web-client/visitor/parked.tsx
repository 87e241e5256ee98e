// The place is kept and others are called first, until one tap.

import { Heading } from "./heading"
import { say } from "./ruby"
import type { Screen } from "./screen"
import { Meanwhile, Stop } from "./waiting"

export function Parked(screen: Screen) {
  const { state, text, acts } = screen
  const { parked } = text
  const coming = state.wish === "tap"
  return (
    <main class="stage">
      <Heading>{say(parked.heading)}</Heading>
      <p class="lead">{say(parked[state.parked])}</p>
      <p>{say(parked.kept)}</p>
      <button type="button" class="button wide here" disabled={coming} onClick={() => acts.tap({ type: "tap" })}>
        {say(coming ? parked.coming : parked.back)}
      </button>
      <Meanwhile {...screen} />
      <Stop {...screen} />
    </main>
  )
}
