// The visitor's page in a browser: the page of page.ts, with what only a browser has: screen, sound,
// title, the light that stays on, and the ways in which a page is left.

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

// All that the screen shows; `show` changes it, and draws it again.
let now = {
  state: begin,
  language: "ja" as Language,
  text: ja,
  coolings: null as Record<Language, CoolingText> | null,
  shifts: 0,
  stored: true,
  unread: 0,
  awake: false,
  sound: false,
}
const draft = { text: "" }

const passes = new PassKeeper()
const screenLight = new Awake((awake) => show({ awake }))
const chime = new Chime()
let leaving = false

const page = new VisitorPage({
  url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/visitor`,
  desk: desk.code,
  load: newLoad(),
  passes,
  monotonic,
  changed: (state) => show({ state }),
  happens,
})

function happens(occasion: Occasion): void {
  if (leaving) return
  switch (occasion) {
    case "rings": return chime.ring()
    case "word":
      if (document.hidden) show({ unread: now.unread + 1 })
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
    if (now.state.stage === "joining") show({ stored: passes.stored })
  },
  say: (text) => page.say(text) === "ok",
  sayAgain(line) {
    if (acts.say(line.text)) page.tap({ type: "sent_again", id: line.id })
  },
  wrote: (nothing) => page.wrote(nothing),
  sound(on) {
    chime.switch(on)
    show({ sound: chime.on })
  },
  exit: () => {
    if (leaving) return // one more Shift does not begin the way to the other page anew
    leaving = true
    exit(leave)
  },
  reload: () => location.reload(),
  speak(language) {
    const before = now.language
    show({ language })
    void textIn(language).then(
      (text) => { if (now.language === language) show({ text }) },
      () => { if (now.language === language) show({ language: before }) }, // without a network: the one that is here
    )
  },
}

// The body goes first and at once, however much is on it and whatever fails behind it.
function empty(): void {
  document.body.replaceChildren()
  document.title = now.text.title
  draft.text = ""
}

function stop(): void {
  page.stop()
  render(null, root)
}

const leave: Leaving = { passes, load: () => page.load, neutralPage: () => root.dataset["exit"] ?? "/", empty, stop }

let drawAgain: (change: object) => void = () => {}

function App() {
  drawAgain = useState({})[1]
  const { coolings, shifts, ...shown } = now
  return <View screen={{ desk, draft, acts, cooling: coolings?.[now.language] ?? null, ...shown }} shifts={shifts} />
}

// What stands outside of the page's root follows here; what costs something, only when it changes.
function show(change: Partial<typeof now>): void {
  if (leaving) return // what is still being opened is shown to nobody
  const before = now.state
  now = { ...now, ...change }
  const { state, text, unread } = now
  root.className = inSession(state) || state.stage === "ended" ? "page fixed" : "page"
  document.documentElement.lang = text.lang
  const waitedFor = state.stage === "parked" || (state.stage === "waiting" && state.place.tap === "asked")
  const title = unread > 0 ? text.unread(unread) : waitedFor ? text.waitedFor : text.title
  if (document.title !== title) document.title = title
  if (near(state) !== near(before)) screenLight.want(near(state))
  if (state.stage === "cooling" && now.coolings === null) void import("../text/visitor/cooling").then(({ cooling }) => show({ coolings: cooling }), () => {})
  drawAgain({})
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
    show({ unread: 0 })
    wake()
  })
  addEventListener("pagehide", () => {
    if (leaving) return
    leaving = true
    goAway(leave, hasPlace(now.state))
  })
  onThreeShifts((pressed) => {
    show({ shifts: pressed === 2 ? 2 : 0 })
    if (pressed >= 3) acts.exit()
  })
}

function able(): boolean {
  return typeof WebSocket === "function" && typeof crypto === "object" && crypto.subtle !== undefined
}

followVisibleViewport()
watchPage()
show({})
if (able()) page.start()
else page.tell({ type: "unsupported" })
root.replaceChildren()
render(<App />, root)
