// What there is to know about privacy, taken from its own page when it is asked for, so that nobody has
// to leave this one. It is shown as it came, and kept nowhere.

import { useEffect, useRef } from "preact/hooks"
import { plain } from "./ruby"
import type { Screen } from "./screen"

export function About({ text, language }: Pick<Screen, "text" | "language">) {
  const host = useRef<HTMLElement>(null)
  useEffect(() => {
    const asked = new XMLHttpRequest() // a document without a parser that the policy would refuse
    asked.open("GET", `/about/${language}`)
    asked.responseType = "document"
    asked.onload = asked.onerror = () => {
      const { current } = host
      const main = asked.response?.querySelector("main")
      if (main) current?.replaceChildren(...main.childNodes)
      else if (current) current.textContent = plain(text.reconnecting)
    }
    asked.send()
    return () => asked.abort()
  }, [language])
  return <section class="stage sheet" lang={text.lang} tabIndex={0} ref={host} aria-label={plain(text.about)} />
}
