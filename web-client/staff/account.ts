// Signing in and out, and who this page is. The sign-in lives in a cookie that the page never sees;
// here are only the three requests and what their answers mean.

import type { Me, Reason, Refusal, Role } from "../generated/protocol"

export type Account =
  | { type: "unknown" } // not asked yet
  | { type: "signed_out"; why: Reason | "wrong_role" | null }
  | { type: "signed_in"; me: Me }

// The reason of a refusal; whatever else went wrong is called `database_away`: wait, try again.
async function reasonOf(response: Response): Promise<Reason> {
  try {
    const refusal = (await response.json()) as Partial<Refusal>
    return refusal.reason ?? "database_away"
  } catch {
    return "database_away"
  }
}

function accountOf(me: Me, role: Role): Account {
  return me.role === role ? { type: "signed_in", me } : { type: "signed_out", why: "wrong_role" }
}

export async function whoAmI(role: Role): Promise<Account> {
  try {
    const response = await fetch("/api/v1/me", { cache: "no-store" })
    if (response.ok) return accountOf((await response.json()) as Me, role)
    const why = await reasonOf(response)
    return { type: "signed_out", why: why === "not_signed_in" ? null : why }
  } catch {
    return { type: "signed_out", why: "database_away" }
  }
}

export async function signIn(name: string, password: string, role: Role): Promise<Account> {
  try {
    const response = await post("/api/v1/sign-in", JSON.stringify({ name, password }))
    if (response.ok) return accountOf((await response.json()) as Me, role)
    return { type: "signed_out", why: await reasonOf(response) }
  } catch {
    return { type: "signed_out", why: "database_away" }
  }
}

export async function signOut(): Promise<void> {
  try {
    await post("/api/v1/sign-out", "{}")
  } catch {
    // Without a network the cookie stays; the sign-in form is shown all the same, and says nothing
    // that would be untrue: who comes back is asked again.
  }
}

function post(path: string, body: string): Promise<Response> {
  return fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body })
}
