// What both staff pages do alike: find out who is signed in, show the form or the page, connect.
// It knows the role and its page's connection, nothing of what is said there.

import { effect, signal, type Signal } from "@preact/signals"
import { render, type ComponentChildren } from "preact"
import type { DeskName, Role } from "../generated/protocol"
import { signIn, signOut, whoAmI, type Account } from "./account"
import { keepTime } from "./now"
import { SignIn } from "./sign_in"
import { Elsewhere, Insecure, NoDesk, Reload } from "./stopped"

export type Stopped = "elsewhere" | "reload" | "signed_out" | "insecure" | null

export interface StaffPage {
  role: Role
  stopped: Signal<Stopped>
  start(desk: DeskName): void // signed in: connect
  stop(): void // signed out: close, and forget everything
  wake(): void
  view(desk: DeskName, signedOut: () => void): ComponentChildren
}

const account = signal<Account>({ type: "unknown" })

export function runStaffPage(page: StaffPage): void {
  const root = document.getElementById("app")!
  const signedOut = () => {
    page.stop()
    account.value = { type: "signed_out", why: null }
    void signOut()
  }
  const enter = (found: Account) => {
    account.value = found
    const desk = found.type === "signed_in" ? found.me.desks[0] : undefined
    if (desk !== undefined) page.start(desk)
  }
  const App = () => {
    if (!isSecureContext) return <Insecure /> // before anybody writes a password here
    const who = account.value
    if (who.type === "unknown") return null
    if (who.type === "signed_out") {
      return <SignIn role={page.role} why={who.why} onSignIn={async (name, password) => enter(await signIn(name, password, page.role))} />
    }
    const desk = who.me.desks[0]
    if (desk === undefined) return <NoDesk onSignOut={signedOut} />
    if (page.stopped.value === "elsewhere") return <Elsewhere onHere={() => page.start(desk)} />
    if (page.stopped.value === "reload") return <Reload />
    if (page.stopped.value === "insecure") return <Insecure />
    return <>{page.view(desk, signedOut)}</>
  }
  effect(() => {
    if (page.stopped.value === "signed_out") account.value = { type: "signed_out", why: null }
  })
  watch(page)
  keepTime()
  render(<App />, root)
  void whoAmI(page.role).then(enter)
}

// A connection that cannot be had may mean that the sign-in is over: the page asks.
export async function checkSignIn(page: StaffPage): Promise<void> {
  if (account.value.type !== "signed_in") return
  const found = await whoAmI(page.role)
  if (found.type !== "signed_out" || found.why === "database_away") return
  page.stop()
  account.value = found
}

function watch(page: StaffPage): void {
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload()
    else page.wake()
  })
  addEventListener("online", page.wake)
  addEventListener("offline", page.wake)
  document.addEventListener("visibilitychange", () => { if (!document.hidden) page.wake() })
}
