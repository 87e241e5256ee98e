// The supervisor's page: wires sign-in and connection to the state, and the state to the view.

import { computed, effect, signal } from "@preact/signals"
import { limits, toSupervisorTypes, type FromSupervisor, type ToSupervisor } from "../generated/protocol"
import { Socket } from "../lib/socket"
import { checkSignIn, runStaffPage, type StaffPage } from "../staff/page"
import { supervisor as text } from "../text/staff/ja"
import { begin, update, type Event } from "./state"
import { View } from "./view"

const state = signal(begin)
let desk = ""

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
  { known: toSupervisorTypes },
)

function tell(event: Event): void {
  state.value = update(state.value, event, Date.now())
}

const page: StaffPage = {
  role: "supervisor",
  stopped: computed(() => state.value.stopped),
  start: (chosen) => {
    desk = chosen.code
    tell({ type: "start" })
    socket.start()
  },
  stop: () => {
    socket.stop()
    tell({ type: "start" })
  },
  wake: () => socket.woke(),
  view: (chosen, signOut) => (
    <View state={state.value} desk={chosen.name} act={(act) => socket.send({ type: act })} signOut={signOut} />
  ),
}

effect(() => { document.title = text.title })
runStaffPage(page)
