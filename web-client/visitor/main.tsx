// The visitor's page: wires the connection, the session, the pass and the browser's own events to
// the state, and the state to the view. It decides nothing that state.ts could decide.

import { computed, effect, signal } from "@preact/signals"
import { render } from "preact"
import { closeCodes, limits, toVisitorTypes, type FromVisitor, type Limits, type ToVisitor } from "../generated/protocol"
import { newLoad, PassKeeper } from "../lib/pass"
import { isSessionMessage, Session, type SessionEvent } from "../lib/session"
import { Socket } from "../lib/socket"
import { textIn, type Language } from "../text/visitor/text"
import { exit, onThreeShifts, tellServer, type Leaving } from "./exit"
import type { Acts } from "./screen"
import { asks, begin, hasPlace, inSession, update, type Event, type Tap, type Wish } from "./state"
import { View } from "./view"
import { followVisibleViewport } from "./viewport"

const wordsStay = 10 * 60_000 // after the end; the page says so
const greetingTakes = 5_000 // longer without a word about this person's place: it is gone

const root = document.getElementById("app")!
const { desk = "", deskName = "" } = root.dataset

const state = signal(begin)
const stage = computed(() => state.value.stage)
const language = signal<Language>("ja")
const shifts = signal(0)
const stored = signal(true)
const unread = signal(0)

const load = newLoad()
const passes = new PassKeeper()
let keeping: Limits | null = null
let session: { id: string; words: Session } | null = null
let leaving = false

const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/visitor`
const socket = new Socket<FromVisitor, ToVisitor>(
  url,
  {
    opened: () => {
      const pass = passes.current
      socket.send({ type: "hello", protocol: limits.protocol_number, desk, load, ...(pass !== null && { pass }) })
    },
    message: heard,
    link: (link) => {
      if (link === "lost") {
        session?.words.lost()
        clearTimeout(untold)
      }
      tell({ type: "link", link })
    },
    closed: (code) => {
      if (code !== closeCodes.other_protocol && code !== closeCodes.bad_message) endSession()
      tell({ type: "closed", code })
      if (code === closeCodes.left && !leaving) location.reload() // this load was thought gone; it is here
    },
  },
  { known: toVisitorTypes },
)

function tell(event: Event): void {
  state.value = update(state.value, event, Date.now())
}

let untold: ReturnType<typeof setTimeout> | undefined

function heard(message: ToVisitor): void {
  if (message.type === "welcome") {
    keeping = message.limits
    socket.beat(message.limits.ping_seconds, message.limits.silence_seconds)
    clearTimeout(untold)
    untold = setTimeout(() => tell({ type: "untold" }), greetingTakes)
  }
  // Whoever is gone or in line is in no session any more, also when its end was said to nobody.
  const over = message.type === "gone" ? message.reason : message.type === "queued" ? "counsellor_lost" : null
  if (over !== null && session !== null) {
    session.words.handle({ type: "ended", session: session.id, reason: over })
  }
  if (message.type === "started") {
    join(message.session)
    tell(message)
  } else if (!isSessionMessage(message) && message.type !== "pong") {
    tell(message)
  }
  if (isSessionMessage(message) && session?.id === message.session) session.words.handle(message)
  const wish = asks(state.value, message)
  if (wish !== null) ask(wish)
  if (message.type === "gone") passes.forget()
}

function join(id: string): void {
  if (session?.id === id || keeping === null) return
  endSession()
  const words = new Session({
    session: id,
    desk,
    load,
    limits: keeping,
    send: (message) => socket.send(message),
    emit: (event) => { if (session?.words === words) happened(event) },
  })
  session = { id, words }
}

function endSession(): void {
  session?.words.close()
  session = null
}

function happened(event: SessionEvent): void {
  tell(event)
  if (event.type === "word" && !event.word.mine && document.hidden) unread.value += 1
  // A lost counsellor leads back to the head of the line, with the same pass.
  if (event.type === "ended" && event.reason !== "counsellor_lost") passes.forget()
}

function ask(wish: Wish): void {
  if (wish === "join") socket.send({ type: "join", pass: passes.take() })
  else socket.send({ type: wish })
}

const wishing = new Set<Tap["type"]>(["agree", "again", "leave", "resume"])

function tap(tapped: Tap): void {
  if (tapped.type === "agree" || tapped.type === "again") {
    passes.take()
    stored.value = passes.stored
  }
  if (tapped.type === "home") endSession()
  tell(tapped)
  const { wish } = state.value
  if (wish !== null && wishing.has(tapped.type)) ask(wish)
  if (tapped.type === "here") socket.start()
}

const acts: Acts = {
  tap,
  say(text) {
    const answer = session?.words.say(text) ?? "closed"
    if (answer === "full" || answer === "too_long") tap({ type: "refused", why: answer })
    return answer === "ok"
  },
  sayAgain(line) {
    if (acts.say(line.text)) tap({ type: "sent_again", id: line.id })
  },
  exit: () => {
    leaving = true
    exit(leave)
  },
  reload: () => location.reload(),
  speak: (chosen) => { language.value = chosen },
}

function empty(): void {
  render(null, root)
  document.body.replaceChildren()
  document.title = textIn(language.value).title
}

const leave: Leaving = { passes, load, neutralPage: () => root.dataset.exit ?? "/", empty }

function App() {
  const text = textIn(language.value)
  const screen = { state: state.value, text, language: language.value, desk: deskName, stored: stored.value, acts }
  return <View screen={screen} shifts={shifts.value} />
}

function watchPage(): void {
  const wake = () => socket.woke()
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload() // it was emptied when it was left
    else wake()
  })
  addEventListener("online", wake)
  addEventListener("offline", wake)
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return
    unread.value = 0
    wake()
  })
  addEventListener("pagehide", () => {
    if (leaving) return
    const pass = passes.current
    if (pass !== null && hasPlace(state.value)) tellServer(pass, load, "away")
    socket.stop()
    empty()
  })
  onThreeShifts((pressed) => {
    shifts.value = pressed === 2 ? 2 : 0
    if (pressed >= 3) acts.exit()
  })
}

function follow(): void {
  effect(() => {
    socket.patience = inSession(state.value) ? "session" : "line"
    root.className = inSession(state.value) || state.value.stage === "ended" ? "page fixed" : "page"
  })
  effect(() => {
    const text = textIn(language.value)
    document.documentElement.lang = text.lang
    document.title = unread.value > 0 ? text.unread(unread.value) : text.title
  })
  effect(() => {
    if (stage.value !== "ended") return
    const timer = setTimeout(() => {
      endSession()
      tell({ type: "expired" })
    }, wordsStay)
    return () => clearTimeout(timer)
  })
}

function able(): boolean {
  return typeof WebSocket === "function" && typeof crypto === "object" && crypto.subtle !== undefined
}

followVisibleViewport()
watchPage()
follow()
if (able()) socket.start()
else tell({ type: "unsupported" })
root.replaceChildren()
render(<App />, root)
