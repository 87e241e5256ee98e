// The counsellor's console in a browser: the page of page.ts, with sign-in, screen, sound and title.

import { computed, effect, signal } from "@preact/signals"
import { newLoad } from "../lib/pass"
import { narrow } from "../staff/narrow"
import { checkSignIn, runStaffPage, type StaffPage } from "../staff/page"
import { counsellor as text } from "../text/staff/ja"
import { CounsellorPage } from "./page"
import type { Acts } from "./screen"
import { awaitGesture, ring } from "./sound"
import { begin, paneSeen, unread } from "./state"
import { View } from "./view"

const state = signal(begin)

const console = new CounsellorPage({
  url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/counsellor`,
  load: newLoad(),
  changed: (next) => { state.value = next },
  refusedToConnect: () => { void checkSignIn(page) },
})

function acts(signOut: () => void): Acts {
  const say = (session: string, words: string) => console.say(session, words) === "ok"
  return {
    tap: (tapped) => console.tap(tapped),
    say,
    giveHistory: (session) => console.giveHistory(session),
    sayAgain: (session, line) => { if (say(session, line.text)) console.tap({ type: "sent_again", session, id: line.id }) },
    typing: (session) => console.typing(session),
    thread: {
      say: (words) => console.sayInThread(words) === "ok",
      sayAgain: (line) => { if (console.sayInThread(line.text) === "ok") console.tell({ type: "thread_sent_again", id: line.id }) },
      wrote: (empty) => console.wroteInThread(empty),
      read: () => console.tell({ type: "thread_read" }),
      close: () => console.closeThread(),
    },
    signOut,
  }
}

const page: StaffPage = {
  role: "counsellor",
  stopped: computed(() => state.value.stopped),
  start: (chosen) => console.start(chosen.code),
  stop: () => console.stop(),
  wake: () => {
    const { chosen } = state.value
    if (chosen !== null && paneSeen(state.value, "talk", narrow.value)) console.tap({ type: "read", session: chosen })
    console.woke()
  },
  view: (chosen, signOut) => <View state={state.value} desk={chosen.name} acts={acts(signOut)} />,
}

const offered = computed(() => state.value.receiving.offer?.session ?? null)
const askedToTakeOver = computed(() => state.value.handingOver.asked?.session ?? null)
effect(() => {
  const count = unread(state.value) + (state.value.thread?.unread ?? 0)
  const called = offered.value !== null ? text.offer.title : askedToTakeOver.value !== null ? text.handOver.askedTitle : null
  document.title = called ?? (count > 0 ? text.unread(count) : text.title)
})
effect(() => { if (offered.value !== null || askedToTakeOver.value !== null) ring() })
awaitGesture()
runStaffPage(page)
