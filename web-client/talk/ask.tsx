// A question in place, asked before something that cannot be taken back: the button becomes two.
// No dialog of the browser, nothing covered.

import type { ComponentChildren } from "preact"
import { useEffect, useRef, useState } from "preact/hooks"

export interface AskProps {
  button: ComponentChildren
  question: ComponentChildren
  yes: ComponentChildren
  no: ComponentChildren
  look?: string // classes of the first button
  disabled?: boolean
  onYes(): void
}

export function Ask(props: AskProps) {
  const [asked, setAsked] = useState(false)
  const back = useRef(false) // the focus returns to where the question was asked
  const first = useRef<HTMLButtonElement>(null)
  const no = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (asked) no.current?.focus()
    else if (back.current) first.current?.focus()
    back.current = asked
  }, [asked])

  if (!asked) {
    return (
      <button ref={first} type="button" class={`button ${props.look ?? "text"}`} disabled={props.disabled} onClick={() => setAsked(true)}>
        {props.button}
      </button>
    )
  }
  return (
    <div class="ask" role="group">
      <p>{props.question}</p>
      <button type="button" class="button danger" onClick={() => { setAsked(false); props.onYes() }}>{props.yes}</button>
      <button ref={no} type="button" class="button quiet" onClick={() => setAsked(false)}>{props.no}</button>
    </div>
  )
}
