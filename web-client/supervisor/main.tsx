// The supervisor's page: wires sign-in and connection to the state, and the state to the view.

import { computed, effect, signal, untracked } from "@preact/signals"
import { limits, toSupervisorTypes, type FromSupervisor, type ToSupervisor } from "../generated/protocol"
import { browserClock } from "../lib/clock"
import { Socket } from "../lib/socket"
import { now } from "../staff/now"
import { checkSignIn, runStaffPage, type StaffPage } from "../staff/page"
import { supervisor as text } from "../text/staff/ja"
import { Counting } from "./counting"
import { begin, update, type Event } from "./state"
import { countToday } from "./today"
import { View } from "./view"

const state = signal(begin)
const intake = computed(() => state.value.overview?.intake)
let desk = ""
let signedIn = 0 // rises with each sign-in and sign-out: an answer to another person's question is dropped

const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/supervisor`
const socket = new Socket<FromSupervisor, ToSupervisor>(
  url,
  {
    opened: () => { socket.send({ type: "hello", protocol: limits.protocol_number, desk }) },
    message: (message) => {
      if (message.type === "welcome") socket.beat(message.ping_seconds, message.silence_seconds)
      if (message.type !== "pong") tell(message)
    },
    link: (link) => {
      const wasOpen = state.value.link === "open"
      tell({ type: "link", link })
      if (link === "lost" && !wasOpen) void checkSignIn(page)
    },
    closed: (code) => tell({ type: "closed", code }),
  },
  { known: toSupervisorTypes, patience: () => "session" },
)

function tell(event: Event): void {
  state.value = update(state.value, event, Date.now())
}

async function count(): Promise<void> {
  const asked = signedIn
  const counted = await countToday(desk)
  if (counted === null || asked !== signedIn) return
  tell(counted)
  if (counted.type === "not_counted" && counted.why === "not_signed_in") await checkSignIn(page)
}

const counting = new Counting({ clock: browserClock, visible: () => !document.hidden, ask: count })

const page: StaffPage = {
  role: "supervisor",
  stopped: computed(() => state.value.stopped),
  start: (chosen) => {
    desk = chosen.code
    signedIn += 1
    tell({ type: "start" })
    socket.start()
    counting.start()
  },
  stop: () => {
    signedIn += 1
    counting.stop()
    socket.stop()
    tell({ type: "start" })
  },
  wake: () => {
    socket.woke()
    counting.look()
  },
  view: (chosen, signOut) => (
    <View
      state={state.value}
      desk={chosen.name}
      act={(act) => socket.send({ type: act })}
      moveUp={(ticket, reason) => socket.send({ type: "move_up", ticket, reason })}
      review={(session, verdict) => socket.send({ type: "review_cool_down", session, verdict })}
      signOut={signOut}
    />
  ),
}

effect(() => { document.title = text.title })
effect(() => {
  void now.value // each second: the waits go on in the drawings, too
  untracked(() => tell({ type: "tick" }))
})
effect(() => {
  if (intake.value !== undefined) counting.soon() // an act on the shift has taken effect, whoever did it
})
effect(() => {
  if (state.value.stopped === null) return
  signedIn += 1
  counting.stop()
})
runStaffPage(page)
