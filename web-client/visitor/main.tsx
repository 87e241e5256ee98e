// The visitor's page: wires the connection, the session, the pass and the browser's own events to
// the state, and the state to the view. It decides nothing that state.ts could decide.

import { computed, effect, signal } from "@preact/signals"
import { render } from "preact"
import { closeCodes, limits, toVisitorTypes, type EndReason, type FromVisitor, type Limits, type ToVisitor } from "../generated/protocol"
import { newLoad, PassKeeper } from "../lib/pass"
import { isSessionMessage, Session, type SessionEvent } from "../lib/session"
import { Socket } from "../lib/socket"
import { textIn, type Language } from "../text/visitor/text"
import { Awake } from "./awake"
import { Chime } from "./chime"
import { exit, onThreeShifts, tellServer, type Leaving } from "./exit"
import { readFirstHtml } from "./first_html"
import { GuideTimer, monotonic } from "./guide"
import { leadsBack } from "./line"
import type { Acts } from "./screen"
import { asks, begin, hasPlace, inSession, near, update, type Event, type Wish } from "./state"
import type { Tap } from "./taps"
import { View } from "./view"
import { followVisibleViewport } from "./viewport"

const wordsStay = 10 * 60_000 // after the end; the page says so
const greetingTakes = 5_000 // longer without a word about this person's place: it is gone

const root = document.getElementById("app")!
const desk = readFirstHtml(root)

const state = signal(begin)
const stage = computed(() => state.value.stage)
const isNear = computed(() => near(state.value))
const waitedFor = computed(() => stage.value === "parked" || (stage.value === "waiting" && state.value.place.tap === "asked"))
const language = signal<Language>("ja")
const shifts = signal(0)
const stored = signal(true)
const unread = signal(0)
const awake = signal(false)
const sound = signal(false)
const draft = { text: "" }

const load = newLoad()
const passes = new PassKeeper()
const screenLight = new Awake((on) => { awake.value = on })
const chime = new Chime()
const guide = new GuideTimer(monotonic, (id) => tell({ type: "near_end", session: id }))
let firstGreeting = true
let keeping: Limits | null = null
let session: { id: string; words: Session } | null = null
let leaving = false

const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/visitor`
const socket = new Socket<FromVisitor, ToVisitor>(
  url,
  {
    opened: () => {
      const pass = passes.current
      const hello = { type: "hello", protocol: limits.protocol_number, desk: desk.code, load, first: firstGreeting } as const
      if (socket.send({ ...hello, ...(pass !== null && { pass }) })) firstGreeting = false
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
      if (code !== closeCodes.other_protocol && code !== closeCodes.bad_message) {
        endSession()
        draft.text = ""
      }
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

// Whoever is gone or in line is in no session any more, also when its end was said to nobody.
function endOf(message: ToVisitor): EndReason | null {
  switch (message.type) {
    case "gone": return message.reason
    case "queued": return "counsellor_lost"
    case "parked": return "no_show"
    default: return null
  }
}

function heard(message: ToVisitor): void {
  const before = state.value
  if (message.type === "welcome") {
    keeping = message.limits
    socket.beat(message.limits.ping_seconds, message.limits.silence_seconds)
    clearTimeout(untold)
    untold = setTimeout(() => tell({ type: "untold" }), greetingTakes)
    consent()
  }
  // What becomes of a place waits for the disk then, and is told when it is back.
  if (message.type === "line_paused" || (message.type === "welcome" && message.intake === "paused")) clearTimeout(untold)
  const over = endOf(message)
  if (over !== null && session !== null) {
    session.words.handle({ type: "ended", session: session.id, reason: over })
    guide.stop()
  }
  if (message.type === "started") {
    join(message.session)
    guide.started(message)
    if (before.session !== message.session) chime.ring()
  }
  if (message.type === "guide") guide.moved(message)
  if (message.type === "tap_asked") chime.ring()
  if (message.type === "started" || (!isSessionMessage(message) && message.type !== "pong")) tell(message)
  if (isSessionMessage(message) && session?.id === message.session) session.words.handle(message)
  const wish = asks(message.type === "welcome" ? state.value : before, message)
  if (wish !== null) ask(wish)
  if (message.type === "gone") passes.forget()
}

// Said once; a page that was without a connection says it behind its next greeting.
function consent(): void {
  if (state.value.consent === "due" && socket.send({ type: "consent" })) tell({ type: "consented" })
}

function join(id: string): void {
  if (session?.id === id || keeping === null) return
  endSession()
  const words = new Session({
    session: id,
    desk: desk.code,
    load,
    limits: keeping,
    send: (message) => socket.send(message),
    emit: (event) => { if (session?.words === words) happened(event) },
  })
  session = { id, words }
}

function endSession(): void {
  guide.stop()
  session?.words.close()
  session = null
}

function happened(event: SessionEvent): void {
  tell(event)
  if (event.type === "word" && !event.word.mine && document.hidden) unread.value += 1
  if (event.type !== "ended") return
  guide.stop()
  if (!leadsBack(event.reason)) passes.forget()
}

function ask(wish: Wish): void {
  if (wish === "join") socket.send({ type: "join", pass: passes.take(), answers: state.value.answers })
  else socket.send({ type: wish })
}

function tap(tapped: Tap): void {
  if (tapped.type === "home" || tapped.type === "here") {
    if (tapped.type === "home") passes.forget() // a place that an end has left behind
    endSession()
    draft.text = ""
  }
  tell(tapped)
  consent()
  const { wish, stage } = state.value
  if (stage === "joining" && wish === "join") {
    passes.take()
    stored.value = passes.stored
  }
  if (tapped.type === "tap") ask("tap")
  else if (wish !== null && asking.has(tapped.type)) ask(wish)
  if (tapped.type === "here") socket.start()
}

const asking = new Set<Tap["type"]>(["agree", "go_on", "again", "leave", "resume"])

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
  wrote(nothing) {
    if (state.value.refused !== null) tap({ type: "wrote" })
    if (!nothing) session?.words.typing()
  },
  sound(on) {
    chime.switch(on)
    sound.value = chime.on
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
  draft.text = ""
}

const leave: Leaving = { passes, load, neutralPage: () => root.dataset["exit"] ?? "/", empty }

function App() {
  const text = textIn(language.value)
  const page = { desk, draft, acts, language: language.value, stored: stored.value, awake: awake.value, sound: sound.value }
  const screen = { ...page, state: state.value, text }
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
    document.title = unread.value > 0 ? text.unread(unread.value) : waitedFor.value ? text.waitedFor : text.title
  })
  effect(() => screenLight.want(isNear.value))
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
