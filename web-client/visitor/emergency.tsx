// Whom to reach when a life is in danger, with the ways that need no voice first.

import { Contacts, type Kind } from "./contacts"
import { say } from "./ruby"
import type { Screen } from "./screen"

const urgent: readonly Kind[] = ["emergency", "crisis"]
const other: readonly Kind[] = ["crisis", "consultation"]

type Part = Pick<Screen, "desk" | "text">

// Without `whole`, only those who help when a life is in danger.
export function EmergencyText({ desk, text, whole }: Part & { whole?: boolean }) {
  const { emergency } = text
  return (
    <div class="card-text">
      <p>{say(emergency.text)}</p>
      <Contacts desk={desk} text={text} kinds={whole === true ? undefined : urgent} urgent={whole !== true} />
      <p>{say(emergency.nearby)}<b>{say(emergency.show)}</b></p>
    </div>
  )
}

export function EmergencyCard({ desk, text, open }: Part & { open?: boolean }) {
  return (
    <details class="card" open={open}>
      <summary>
        <span>{say(text.emergency.heading)} <small>{say(text.emergency.ways)}</small></span>
      </summary>
      <EmergencyText desk={desk} text={text} whole={open} />
    </details>
  )
}

// Where to turn to instead, or as well; a desk may name none.
export function ContactsCard({ desk, text, open }: Part & { open?: boolean }) {
  if (!other.some((kind) => desk.contacts?.querySelector(`[data-kind="${kind}"]`))) return null
  return (
    <details class="card" open={open}>
      <summary>{say(text.contacts.heading)}</summary>
      <div class="card-text"><Contacts desk={desk} text={text} kinds={other} /></div>
    </details>
  )
}
