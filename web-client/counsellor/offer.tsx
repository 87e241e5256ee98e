// The next visitor, offered: in the foot of the list, or above the panes where the list is not seen.
// It is read aloud at once, takes no focus and covers nothing. The key works from anywhere.

import { useEffect } from "preact/hooks"
import { now } from "../staff/now"
import { DangerMark } from "../staff/state_mark"
import { counsellor, staff } from "../text/staff/ja"
import { offerSecondsLeft, type OpenOffer } from "./receiving"
import type { Screen } from "./screen"
import { choice } from "./state"

const text = counsellor.offer

export function Offer({ screen, offer }: { screen: Screen; offer: OpenOffer }) {
  const { state, acts } = screen
  const accepting = state.wishes.accept === offer.session
  const accept = () => acts.tap({ type: "accept" })
  useAcceptKey(accepting ? null : accept)
  return (
    <section class="offer" aria-label={text.heading}>
      <div role="alert">
        <h2>{text.heading}</h2>
        <p class="offer-marks">
          {offer.danger && <DangerMark />}
          <span>{text.waited(staff.minutes(offer.waited_seconds))}</span>
        </p>
        {offer.front_band && <p class="small">{text.broken}</p>}
      </div>
      <Timer offer={offer} keys={text.keys} />
      <button type="button" class="button wide" aria-keyshortcuts="Alt+A" disabled={accepting} onClick={accept}>
        {accepting ? text.accepting : text.accept}
      </button>
      {!accepting && (
        <button type="button" class="button text" onClick={() => acts.tap({ type: "receive", ...choice(state), choice: "on_break" })}>
          {text.decline}
        </button>
      )}
    </section>
  )
}

// How long is left; `keys` names the key that accepts.
export function Timer({ offer, keys }: { offer: Pick<OpenOffer, "within_seconds" | "ends">; keys?: string }) {
  const left = offerSecondsLeft(offer, now.value)
  return (
    <div class="timer">
      <div class="timer-bar" aria-hidden="true">
        <div style={{ inlineSize: `${(100 * left) / offer.within_seconds}%` }} />
      </div>
      <p class="small">
        <span role="timer">{text.left(left)}</span>
        {keys !== undefined && <kbd class="keys">{keys}</kbd>}
      </p>
    </div>
  )
}

// By the key's place, because a Japanese input method renames what it is composing.
function useAcceptKey(accept: (() => void) | null): void {
  useEffect(() => {
    if (accept === null) return
    const press = (event: KeyboardEvent) => {
      if (event.code !== "KeyA" || !event.altKey || event.ctrlKey || event.metaKey || event.repeat) return
      event.preventDefault()
      accept()
    }
    addEventListener("keydown", press)
    return () => removeEventListener("keydown", press)
  })
}
