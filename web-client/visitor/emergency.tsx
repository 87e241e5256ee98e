// Whom to reach when a life is in danger, with ways that need no voice. The same words stand in
// index.html for a page without script. The entries are the demo desk's and say so.

import type { VisitorText } from "../text/visitor/text"
import { say } from "./ruby"

export function EmergencyText({ text }: { text: VisitorText["emergency"] }) {
  return (
    <div class="card-text">
      <p>{say(text.text)}</p>
      <p class="calls">
        <a class="button quiet wide" href="tel:119"><span>{say(text.ambulance)}</span></a>
        <a class="button quiet wide" href="tel:110"><span>{say(text.police)}</span></a>
      </p>
      <h2>{say(text.silent)}</h2>
      <ul>
        <li>{say(text.silentFire)}</li>
        <li>{say(text.silentPolice)}</li>
        <li>{say(text.nearby)}<b>{say(text.show)}</b></li>
      </ul>
      <p class="soft small">{say(text.sample)}</p>
    </div>
  )
}

export function EmergencyCard({ text, open }: { text: VisitorText["emergency"]; open?: boolean }) {
  return (
    <details class="card" open={open}>
      <summary>{say(text.heading)}</summary>
      <EmergencyText text={text} />
    </details>
  )
}
