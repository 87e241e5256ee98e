// A conversation on the page: who, what, when, and how far own words have come. It keeps the
// reader's place: it follows the newest word only while the reader is at the end.

import type { ComponentChildren } from "preact"
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks"
import { places, type Line, type Place, type WordLine } from "./lines"

export interface LogText {
  log: string
  you: string
  sending: string
  delivered: string
  failed: string
  again: string
  newer: string
  today: (time: string) => string
}

export interface LogProps<S extends string> {
  lines: readonly Line<S>[]
  text: LogText
  language: string // for dates
  peer: ComponentChildren
  hidden?: boolean
  typing?: string | null // the sentence that the other person writes just now, while that is so
  say(text: string): ComponentChildren
  sentence(said: S): string
  again?: (line: WordLine) => void // absent: nothing can be sent any more
}

const nearEnd = 80 // pixels; nearer than this, the reader follows

// Where a reader stands who reads back: a line, and how far below the top of the box it is.
interface Anchor {
  line: Element
  top: number
}

export function Log<S extends string>(props: LogProps<S>) {
  const box = useRef<HTMLDivElement>(null)
  const column = useRef<HTMLOListElement>(null)
  const follows = useRef(true)
  const anchor = useRef<Anchor | null>(null)
  const seen = useRef("") // the last line that was
  const [newer, setNewer] = useState(false)

  const toEnd = () => {
    const element = box.current
    if (element) element.scrollTop = element.scrollHeight
    follows.current = true
    setNewer(false)
  }
  const scrolled = () => {
    const element = box.current
    if (!element || element.clientHeight === 0) return // hidden: no place to keep
    follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd
    if (follows.current) setNewer(false)
    anchor.current = follows.current ? null : firstSeen(element, column.current)
  }
  // Not every browser keeps a reader's place when something above it changes its height.
  const stay = () => {
    const element = box.current
    if (element && anchor.current?.line.isConnected) {
      const moved = topOf(anchor.current.line, element) - anchor.current.top
      if (Math.abs(moved) >= 1) element.scrollTop += moved
    }
  }

  useLayoutEffect(() => {
    const added = props.lines.slice(props.lines.findIndex(({ id }) => id === seen.current) + 1)
    seen.current = props.lines[props.lines.length - 1]?.id ?? ""
    if (follows.current || added.some((line) => line.kind === "word" && line.mine)) toEnd()
    else {
      stay()
      if (added.some((line) => line.kind === "word")) setNewer(true)
    }
  }, [props.lines])

  // The keyboard comes, the composer grows: the end stays in view for those who follow it.
  useLayoutEffect(() => {
    const watch = new ResizeObserver(() => { if (follows.current) toEnd(); else stay() })
    if (box.current) watch.observe(box.current)
    if (column.current) watch.observe(column.current)
    return () => watch.disconnect()
  }, [])

  const all = places(props.lines)
  return (
    <div class="log-box" hidden={props.hidden}>
      <div class="log" ref={box} role="log" aria-label={props.text.log} aria-live="polite" aria-relevant="additions" tabIndex={0} onScroll={scrolled}>
        <ol class="log-column" ref={column}>
          {props.lines.flatMap((line, at) => {
            const place = all[at]!
            const row = line.kind === "word"
              ? <Word key={line.id} line={line} place={place} props={props} />
              : <li class="system fade" key={line.id}>{props.say(props.sentence(line.said))}</li>
            return place.newDay ? [<Day key={`day ${line.id}`} at={line.at} props={props} />, row] : [row]
          })}
          {props.typing && <li class="typing fade" aria-hidden="true">{props.say(props.typing)}</li>}
        </ol>
      </div>
      <TypingHeard {...props} />
      {newer && (
        <button type="button" class="button newer fade" onClick={toEnd}>
          <span aria-hidden="true">↓</span>
          <span>{props.say(props.text.newer)}</span>
        </button>
      )}
    </div>
  )
}

// Read aloud once in a turn, however often the other person stops and goes on before a word comes.
function TypingHeard<S extends string>({ typing, lines, say }: LogProps<S>) {
  const turn = lines.reduce((last, line) => (line.kind === "word" ? line.id : last), "")
  const [heard, setHeard] = useState<{ turn: string; sentence: string } | null>(null)
  useEffect(() => {
    if (typing && heard?.turn !== turn) setHeard({ turn, sentence: typing })
  }, [typing, turn])
  return <p class="unseen" role="status">{heard !== null && heard.turn === turn && say(heard.sentence)}</p>
}

function firstSeen(box: Element, column: Element | null): Anchor | null {
  for (const line of column?.children ?? []) {
    const top = topOf(line, box)
    if (top >= 0) return { line, top }
  }
  return null
}

function topOf(line: Element, box: Element): number {
  return line.getBoundingClientRect().top - box.getBoundingClientRect().top
}

function Word<S extends string>({ line, place, props }: { line: WordLine; place: Place; props: LogProps<S> }) {
  return (
    <li class={`word fade${line.mine ? " mine" : ""}${place.first ? " first" : ""}`}>
      {place.first && (line.mine && !line.former ? <span class="unseen">{props.text.you}</span> : <span class="who">{line.who ?? props.peer}</span>)}
      <div class="bubble-row">
        <p class="bubble" dir="auto">{line.text}</p>
        {place.last && <time class="time" dateTime={new Date(line.at).toISOString()}>{clockOf(line.at)}</time>}
      </div>
      {place.delivery && <Delivery line={line} props={props} />}
    </li>
  )
}

function Delivery<S extends string>({ line, props }: { line: WordLine; props: LogProps<S> }) {
  const { text, say, again } = props
  if (line.state === "sending") return <p class="delivery">{say(text.sending)}</p>
  if (line.state === "delivered") return <p class="delivery">{say(text.delivered)}</p>
  return (
    <p class="delivery failed">
      <span>{say(text.failed)}</span>
      {again && <button type="button" class="button text" onClick={() => again(line)}>{say(text.again)}</button>}
    </p>
  )
}

function Day<S extends string>({ at, props }: { at: number; props: LogProps<S> }) {
  const day = new Date(at)
  const label = day.toDateString() === new Date().toDateString()
    ? props.text.today(clockOf(at))
    : `${new Intl.DateTimeFormat(props.language, { month: "long", day: "numeric", weekday: "short" }).format(day)} ${clockOf(at)}`
  return <li class="system">{props.say(label)}</li>
}

export function clockOf(at: number): string {
  const day = new Date(at)
  return `${day.getHours()}:${String(day.getMinutes()).padStart(2, "0")}`
}
