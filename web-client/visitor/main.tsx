// The visitor's page in a browser: the page of page.ts, with what only a browser has: screen, sound,
// title, the light that stays on, and the ways in which a page is left.

import { computed, effect, signal } from "@preact/signals-core"
import { render } from "preact"
import { useState } from "preact/hooks"
import { newLoad, PassKeeper } from "../lib/pass"
import type { CoolingText } from "../text/visitor/cooling"
import { ja } from "../text/visitor/ja"
import { textIn, type Language } from "../text/visitor/text"
import { Awake } from "./awake"
import { Chime } from "./chime"
import { exit, goAway, onThreeShifts, type Leaving } from "./exit"
import { readFirstHtml } from "./first_html"
import { monotonic } from "./guide"
import { VisitorPage, type Occasion } from "./page"
import type { Acts } from "./screen"
import { begin, hasPlace, inSession, near } from "./state"
import { View } from "./view"
import { followVisibleViewport } from "./viewport"

const root = document.getElementById("app")!
const desk = readFirstHtml(root)

const state = signal(begin)
const stage = computed(() => state.value.stage)
const isNear = computed(() => near(state.value))
const waitedFor = computed(() => stage.value === "parked" || (stage.value === "waiting" && state.value.place.tap === "asked"))
const language = signal<Language>("ja")
const words = signal(ja)
const coolings = signal<Record<Language, CoolingText> | null>(null)
const shifts = signal(0)
const stored = signal(true)
const unread = signal(0)
const awake = signal(false)
const sound = signal(false)
const draft = { text: "" }

const passes = new PassKeeper()
const screenLight = new Awake((on) => { awake.value = on })
const chime = new Chime()
let leaving = false

const page = new VisitorPage({
  url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/visitor`,
  desk: desk.code,
  load: newLoad(),
  passes,
  monotonic,
  changed: (next) => { if (!leaving) state.value = next }, // what is still being opened is shown to nobody
  happens,
})

function happens(occasion: Occasion): void {
  if (leaving) return
  switch (occasion) {
    case "rings": return chime.ring()
    case "word":
      if (document.hidden) unread.value += 1
      return
    case "draft_over":
      draft.text = ""
      return
    case "begin_anew": return location.reload()
  }
}

const acts: Acts = {
  tap(tapped) {
    page.tap(tapped)
    if (stage.value === "joining") stored.value = passes.stored
  },
  say: (text) => page.say(text) === "ok",
  sayAgain(line) {
    if (acts.say(line.text)) page.tap({ type: "sent_again", id: line.id })
  },
  wrote: (nothing) => page.wrote(nothing),
  sound(on) {
    chime.switch(on)
    sound.value = chime.on
  },
  exit: () => {
    if (leaving) return // one more Shift does not begin the way to the other page anew
    leaving = true
    exit(leave)
  },
  reload: () => location.reload(),
  speak(chosen) {
    const before = language.value
    language.value = chosen
    void textIn(chosen).then(
      (text) => { if (language.value === chosen) words.value = text },
      () => { if (language.value === chosen) language.value = before }, // without a network: the one that is here
    )
  },
}

// The body goes first and at once, however much is on it and whatever fails behind it.
function empty(): void {
  document.body.replaceChildren()
  document.title = words.value.title
  draft.text = ""
}

function stop(): void {
  page.stop()
  render(null, root)
}

const leave: Leaving = { passes, load: () => page.load, neutralPage: () => root.dataset["exit"] ?? "/", empty, stop }

// All that the screen shows, read in one place, so that a change of any of it draws it again.
function shown() {
  const now = { language: language.value, stored: stored.value, awake: awake.value, sound: sound.value, cooling: coolings.value?.[language.value] ?? null }
  return { screen: { desk, draft, acts, ...now, state: state.value, text: words.value }, shifts: shifts.value }
}

let drawAgain: (change: object) => void = () => {}

// The bridge between signals and Preact costs the page more than these lines.
function App() {
  drawAgain = useState({})[1]
  return <View {...shown()} />
}

function watchPage(): void {
  const wake = () => page.woke()
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
    leaving = true
    goAway(leave, hasPlace(state.value))
  })
  onThreeShifts((pressed) => {
    shifts.value = pressed === 2 ? 2 : 0
    if (pressed >= 3) acts.exit()
  })
}

function follow(): void {
  effect(() => {
    root.className = inSession(state.value) || state.value.stage === "ended" ? "page fixed" : "page"
  })
  effect(() => {
    const text = words.value
    document.documentElement.lang = text.lang
    document.title = unread.value > 0 ? text.unread(unread.value) : waitedFor.value ? text.waitedFor : text.title
  })
  effect(() => {
    if (stage.value === "cooling") void import("../text/visitor/cooling").then(({ cooling }) => { coolings.value = cooling }, () => {})
  })
  effect(() => screenLight.want(isNear.value))
  effect(() => {
    shown()
    drawAgain({})
  })
}

function able(): boolean {
  return typeof WebSocket === "function" && typeof crypto === "object" && crypto.subtle !== undefined
}

followVisibleViewport()
watchPage()
follow()
if (able()) page.start()
else page.tell({ type: "unsupported" })
root.replaceChildren()
render(<App />, root)
