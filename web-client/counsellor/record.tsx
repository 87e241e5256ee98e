// The record of a session that ends: one mark, one button. With it the words leave this screen.

import { useState } from "preact/hooks"
import { counsellor } from "../text/staff/ja"
import type { Screen } from "./screen"
import type { Talk } from "./talks"

const text = counsellor.about

export function Record({ screen, talk }: { screen: Screen; talk: Talk }) {
  const { session, stage } = talk
  const [heavy, setHeavy] = useState(false)
  const asked = screen.state.wishes.wrapUp.has(session)
  if (stage === "talking") return <p class="small soft done">{text.afterwards}</p>
  return (
    <section class="done record-end" aria-label={text.record}>
      <h3>{text.record}</h3>
      <label class="choice always">
        <input type="checkbox" checked={heavy} disabled={asked} onChange={(event) => setHeavy(event.currentTarget.checked)} />
        <span>{text.heavy}<br /><span class="small">{text.heavyHint}</span></span>
      </label>
      <button type="button" class="button wide" disabled={asked} onClick={() => screen.acts.tap({ type: "wrap_up", session, heavy })}>
        {text.done}
      </button>
      <p class="small soft" role="status">{asked && stage === "ending" ? text.doneSoon : text.doneHint}</p>
    </section>
  )
}
