// The heading of a screen that has just come: it takes the focus, so that a reader's voice and the
// next Tab begin there.

import type { ComponentChildren } from "preact"
import { useEffect, useRef } from "preact/hooks"

export function Heading({ children }: { children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    scrollTo(0, 0)
  }, [])
  return <h1 ref={heading} tabIndex={-1}>{children}</h1>
}
