// The right pane: this session. A memo that leaves neither this screen nor this session, and the
// end of the wrap-up.

import { counsellor as text } from "../text/staff/ja"
import { clockOf } from "../talk/log"
import type { Screen } from "./screen"
import type { Talk } from "./state"

export function About({ screen, talk, hidden }: { screen: Screen; talk: Talk; hidden: boolean }) {
  const { session } = talk
  const ended = talk.stage === "ended"
  return (
    <section class="pane about" aria-label={text.about} hidden={hidden}>
      <h2>{text.about}</h2>
      <dl class="facts-list">
        <div><dt>{text.since}</dt><dd>{clockOf(talk.begun)}</dd></div>
        <div><dt>{text.state}</dt><dd>{text.stages[talk.stage]}</dd></div>
      </dl>
      <label class="memo">
        <b>{text.memo}</b>
        <textarea class="field" rows={6} autocomplete="off" aria-describedby="memo-hint" />
      </label>
      <p class="small soft" id="memo-hint">{text.memoHint}</p>
      <div class="done">
        {ended
          ? (
            <>
              <button type="button" class="button wide" disabled={screen.state.wishes.wrapUp.has(session)} onClick={() => screen.acts.tap({ type: "wrap_up", session })}>
                {text.done}
              </button>
              <p class="small soft">{text.doneHint}</p>
            </>
          )
          : <p class="small soft">{text.afterwards}</p>}
      </div>
    </section>
  )
}
