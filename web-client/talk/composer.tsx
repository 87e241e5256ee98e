// Where words are written. The draft lives in the field itself, so neither a reconnect nor another
// language touches it; it is emptied only when the words have been taken.

import type { ComponentChildren } from "preact"
import { useRef, useState } from "preact/hooks"
import { enterKey } from "../lib/enter"

export interface ComposerText {
  message: string
  write: string
  send: string
  full: string
  long: string
}

export interface ComposerProps {
  text: ComposerText
  open: boolean // false: the session is ending; what is written can still be read
  enterSends: boolean
  refused: "full" | "too_long" | null
  label?: (text: string) => string // for attributes, which carry no markup
  say(text: string): ComponentChildren
  onSay(text: string): boolean // false: not taken, and the draft stays
  onWrote(): void
}

const touch = () => matchMedia("(pointer: coarse)").matches

export function Composer(props: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [empty, setEmpty] = useState(true)
  const plain = props.label ?? ((text) => text)

  const wrote = () => {
    const element = field.current
    if (!element) return
    grow(element)
    setEmpty(element.value.trim() === "")
    props.onWrote()
  }
  const send = () => {
    const element = field.current
    if (!element || !props.open || element.value.trim() === "") return
    if (!props.onSay(element.value.trim())) return
    element.value = ""
    grow(element)
    setEmpty(true)
    element.focus() // a phone's keyboard stays for the next word
  }

  const problem = props.refused === "full" ? props.text.full : props.refused === "too_long" ? props.text.long : null
  return (
    <form class="composing" onSubmit={(event) => { event.preventDefault(); send() }}>
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
