// A staff page that does not go on by itself: opened elsewhere, older than the server, or where
// nothing can be locked.

import { staff as text } from "../text/staff/ja"

export function Elsewhere({ onHere }: { onHere(): void }) {
  return (
    <main class="sign-in">
      <h1>{text.elsewhere.heading}</h1>
      <p>{text.elsewhere.text}</p>
      <button type="button" class="button wide" onClick={onHere}>{text.elsewhere.here}</button>
    </main>
  )
}

export function Reload() {
  return (
    <main class="sign-in">
      <h1>{text.reload.heading}</h1>
      <p>{text.reload.text}</p>
      <button type="button" class="button wide" onClick={() => location.reload()}>{text.reload.button}</button>
    </main>
  )
}

export function Insecure() {
  return (
    <main class="sign-in">
      <h1>{text.insecure.heading}</h1>
      <p>{text.insecure.text}</p>
    </main>
  )
}

export function NoDesk({ onSignOut }: { onSignOut(): void }) {
  return (
    <main class="sign-in">
      <h1>{text.noDesk}</h1>
      <button type="button" class="button quiet wide" onClick={onSignOut}>{text.signOut}</button>
    </main>
  )
}
