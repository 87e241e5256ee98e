// The sign-in form. Pasting and password managers are welcome.

import { useState } from "preact/hooks"
import type { Role } from "../generated/protocol"
import { signIn as text } from "../text/staff/ja"
import type { Account } from "./account"

export interface SignInProps {
  role: Role
  why: Extract<Account, { type: "signed_out" }>["why"]
  onSignIn(name: string, password: string): Promise<void>
}

export function SignIn({ role, why, onSignIn }: SignInProps) {
  const [checking, setChecking] = useState(false)
  const submit = async (form: HTMLFormElement) => {
    const fields = new FormData(form)
    setChecking(true)
    await onSignIn(String(fields.get("name")), String(fields.get("password")))
    setChecking(false)
  }
  return (
    <main class="sign-in">
      <h1>{role === "counsellor" ? text.counsellor : text.supervisor}</h1>
      <form method="post" onSubmit={(event) => { event.preventDefault(); void submit(event.currentTarget) }}>
        <label>
          <span>{text.name}</span>
          <input class="field" name="name" autocomplete="username" autocapitalize="none" spellcheck={false} maxLength={64} required />
        </label>
        <label>
          <span>{text.password}</span>
          <input class="field" name="password" type="password" autocomplete="current-password" maxLength={256} required />
        </label>
        <div role="alert">{why !== null && !checking && <p class="notice">{sentence(role, why)}</p>}</div>
        <button type="submit" class="button wide" disabled={checking}>{checking ? text.checking : text.button}</button>
      </form>
    </main>
  )
}

function sentence(role: Role, why: NonNullable<SignInProps["why"]>): string {
  switch (why) {
    case "wrong_name_or_password":
    case "not_signed_in":
    case "bad_request":
      return text.wrong
    case "slow_down":
      return text.slow
    case "wrong_role":
      return text.wrongRole[role]
    case "database_away":
    case "other_origin":
    case "not_allowed":
      return text.away
  }
}
