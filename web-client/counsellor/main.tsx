// The counsellor's console: wires sign-in, connection and sessions to the state, and the state to
// the view. It decides nothing that state.ts could decide.

import { computed, effect, signal } from "@preact/signals"
import { limits, toCounsellorTypes, type FromCounsellor, type Limits, type ToCounsellor } from "../generated/protocol"
import { newLoad } from "../lib/pass"
import { isSessionMessage, Session } from "../lib/session"
import { Socket } from "../lib/socket"
import { narrow } from "../staff/narrow"
import { checkSignIn, runStaffPage, type StaffPage } from "../staff/page"
import { counsellor as text } from "../text/staff/ja"
import type { Acts } from "./screen"
import { awaitGesture, ring } from "./sound"
import { asked, asks, begin, paneSeen, unread, update, type Event, type Tap } from "./state"
import { View } from "./view"

const state = signal(begin)
const load = newLoad()
const sessions = new Map<string, Session>()
let keeping: Limits | null = null
let desk = ""

const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/counsellor`
const socket = new Socket<FromCounsellor, ToCounsellor>(
  url,
  {
    opened: () => { socket.send({ type: "hello", protocol: limits.protocol_number, desk, load }) },
    message: heard,
    link: (link) => {
      const wasOpen = state.value.link === "open"
      tell({ type: "link", link })
      if (link !== "lost") return
      for (const session of sessions.values()) session.lost()
      if (!wasOpen) void checkSignIn(page)
    },
    closed: (code) => {
      tell({ type: "closed", code })
      if (state.value.stopped !== "reload") closeSessions()
    },
  },
  { known: toCounsellorTypes },
)

function tell(event: Event): void {
  state.value = update(state.value, event, Date.now())
}

function heard(message: ToCounsellor): void {
  if (message.type === "welcome") {
    keeping = message.limits
    socket.beat(message.limits.ping_seconds, message.limits.silence_seconds)
  }
  if (message.type === "started") {
    join(message.session)
    tell(message)
  } else if (!isSessionMessage(message) && message.type !== "pong") {
    tell(message)
  }
  if (isSessionMessage(message)) sessions.get(message.session)?.handle(message)
  if (message.type === "welcome" || message.type === "wrapped_up") leave()
  for (const again of asks(state.value, message)) socket.send(again)
}

// What the state holds no longer is closed here, too.
function leave(): void {
  for (const [id, session] of sessions) {
    if (state.value.talks.some((talk) => talk.session === id)) continue
    session.close()
    sessions.delete(id)
  }
}

function join(id: string): void {
  if (sessions.has(id) || keeping === null) return
  sessions.set(id, new Session({
    session: id,
    desk,
    load,
    limits: keeping,
    send: (message) => socket.send(message),
    emit: tell,
  }))
}

function closeSessions(): void {
  for (const session of sessions.values()) session.close()
  sessions.clear()
}

function tap(tapped: Tap): void {
  tell(tapped)
  for (const message of asked(state.value, tapped)) socket.send(message)
}

function acts(signOut: () => void): Acts {
  const say = (session: string, words: string) => {
    const answer = sessions.get(session)?.say(words) ?? "closed"
    if (answer === "full" || answer === "too_long") tap({ type: "refused", session, why: answer })
    return answer === "ok"
  }
  return {
    tap,
    say,
    sayAgain: (session, line) => { if (say(session, line.text)) tap({ type: "sent_again", session, id: line.id }) },
    typing: (session) => sessions.get(session)?.typing(),
    signOut,
  }
}

const page: StaffPage = {
  role: "counsellor",
  stopped: computed(() => state.value.stopped),
  start: (chosen) => {
    desk = chosen.code
    tell({ type: "start" })
    socket.start()
  },
  stop: () => {
    socket.stop()
    closeSessions()
    tell({ type: "start" })
  },
  wake: () => {
    const { chosen } = state.value
    if (chosen !== null && paneSeen(state.value, "talk", narrow.value)) tell({ type: "read", session: chosen })
    socket.woke()
  },
  view: (chosen, signOut) => <View state={state.value} desk={chosen.name} acts={acts(signOut)} />,
}

const offered = computed(() => state.value.receiving.offer?.session ?? null)
effect(() => {
  const count = unread(state.value)
  document.title = offered.value !== null ? text.offer.title : count > 0 ? text.unread(count) : text.title
})
effect(() => { if (offered.value !== null) ring() })
effect(() => {
  socket.patience = state.value.talks.length > 0 ? "session" : "line"
})
awaitGesture()
runStaffPage(page)
