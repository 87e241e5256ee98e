// A sentence for those who hear the page: read aloud when it changes, at most every half minute,
// and then the newest. What is seen beside it is hidden from the reader.

import type { ComponentChildren } from "preact"
import { useEffect, useRef, useState } from "preact/hooks"
import { waitBefore } from "./pace"

export interface PacedProps {
  sentence: string
  about: string
  say?: (text: string) => ComponentChildren
}

export function Paced({ sentence, about, say = (text) => text }: PacedProps) {
  const [spoken, setSpoken] = useState(sentence)
  const said = useRef({ about, at: Date.now() })
  useEffect(() => {
    if (sentence === spoken) return
    const timer = setTimeout(() => {
      said.current = { about, at: Date.now() }
      setSpoken(sentence)
    }, waitBefore(said.current, about, Date.now()))
    return () => clearTimeout(timer)
  }, [sentence, spoken, about])
  return <p class="unseen" role="status">{say(spoken)}</p>
}
