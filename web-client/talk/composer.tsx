// Where words are written. The draft lives in the field and, beside it, in what the page hands in, so
// neither a reconnect nor another screen loses it; it is emptied only when the words have been taken.

import type { ComponentChildren } from "preact"
import { useLayoutEffect, useRef, useState } from "preact/hooks"
import { enterKey } from "../lib/enter"

export interface ComposerText {
  message: string
  write: string
  send: string
  full: string
  long: string
}

// What is written and not sent, in the page's memory only.
export interface Draft {
  text: string
}

export interface ComposerProps {
  text: ComposerText
  draft?: Draft // absent: what is written goes with the field
  open: boolean // false: the session is ending; what is written can still be read
  enterSends: boolean
  refused: "full" | "too_long" | null
  label?: (text: string) => string // for attributes, which carry no markup
  say(text: string): ComponentChildren
  onSay(text: string): boolean // false: not taken, and the draft stays
  onWrote(empty: boolean): void
}

const touch = () => matchMedia("(pointer: coarse)").matches

export function Composer(props: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const composing = useRef(false)
  const [empty, setEmpty] = useState(true)
  const plain = props.label ?? ((text) => text)

  const kept = () => {
    const element = field.current
    if (!element) return true
    grow(element)
    const nothing = element.value.trim() === ""
    setEmpty(nothing)
    if (props.draft) props.draft.text = element.value
    return nothing
  }
  const wrote = () => {
    const nothing = kept()
    props.onWrote(nothing)
  }
  const send = () => {
    const element = field.current
    if (!element || !props.open || element.value.trim() === "") return
    if (!props.onSay(element.value.trim())) return
    element.value = ""
    kept()
    element.focus() // a phone's keyboard stays for the next word
  }
  // The button was pressed while Japanese input still composes: the input finishes its word first,
  // or it would put it into the emptied field again.
  const submit = () => {
    if (!composing.current) {
      send()
      return
    }
    composing.current = false
    field.current?.blur()
    setTimeout(send, 0)
  }

  useLayoutEffect(() => {
    if (field.current && props.draft) field.current.value = props.draft.text
    kept()
  }, [props.draft])

  const problem = props.refused === "full" ? props.text.full : props.refused === "too_long" ? props.text.long : null
  return (
    <form class="composing" onSubmit={(event) => { event.preventDefault(); submit() }}>
      <p class="says" role="status">{problem !== null && props.say(problem)}</p>
      <div class="composer">
        <textarea
          ref={field}
          class="field"
          rows={1}
          aria-label={plain(props.text.message)}
          placeholder={plain(props.text.write)}
          readOnly={!props.open}
          autocomplete="off"
          enterkeyhint={props.enterSends ? "send" : "enter"}
          onInput={wrote}
          onCompositionStart={() => { composing.current = true }}
          onCompositionEnd={() => { composing.current = false }}
          onKeyDown={(event) => {
            if (enterKey(event, { touch: touch(), enterSends: props.enterSends }) !== "send") return
            event.preventDefault()
            send()
          }}
        />
        <button type="submit" class="button" disabled={empty || !props.open}>{props.say(props.text.send)}</button>
      </div>
    </form>
  )
}

// As high as its text, up to the five lines that the stylesheet allows.
function grow(element: HTMLTextAreaElement) {
  element.style.blockSize = "auto"
  element.style.blockSize = `${element.scrollHeight + element.offsetHeight - element.clientHeight}px`
}
