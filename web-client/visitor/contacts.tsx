// The contacts and hours of this desk, as the server wrote them into the first HTML: shown where they
// are needed, all or those of some kinds. What the desk wrote stays in its own words; the labels
// around it follow the language.

import { useLayoutEffect, useRef } from "preact/hooks"
import { dayOf } from "../text/visitor/when"
import { plain } from "./ruby"
import type { Screen } from "./screen"

export type Kind = "emergency" | "crisis" | "consultation"

type Part = Pick<Screen, "desk" | "text">

interface ContactsProps extends Part {
  kinds?: readonly Kind[] // absent: all
  urgent?: boolean // for a glance: numbers to call first, and no more words than needed
}

export function Contacts({ desk, text, kinds, urgent = false }: ContactsProps) {
  const host = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (desk.contacts === null) return
    const copy = copyOf(desk.contacts)
    for (const contact of copy.querySelectorAll<HTMLElement>(".contact")) {
      const kind = contact.dataset["kind"] as Kind
      if (kinds === undefined || kinds.includes(kind)) label(contact, kind, text)
      else contact.remove()
    }
    if (urgent) callsFirst(copy)
    nameGroups(copy, text)
    host.current?.replaceChildren(...copy.children)
  }, [text, kinds, urgent])
  return <div class={urgent ? "contacts urgent" : "contacts"} lang="ja" ref={host} />
}

export function Hours({ desk, text }: Part) {
  const host = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (desk.hours === null) return
    const hours = copyOf(desk.hours)
    const parts = hours.querySelectorAll(".hours-days, .hours-times")
    for (const part of parts.length > 0 ? parts : [hours]) part.textContent = text.hours(part.textContent ?? "")
    host.current?.replaceChildren(hours)
  }, [text])
  return <div ref={host} />
}

// Those to call when a life is in danger go to the head, side by side.
function callsFirst(copy: Element): void {
  const calls = copy.querySelectorAll('[data-kind="emergency"][data-voice="yes"]')
  if (calls.length === 0) return
  const list = document.createElement("ul")
  list.className = "calls"
  list.append(...calls)
  copy.prepend(list)
}

// A group of which nothing is left goes with its heading.
function nameGroups(copy: Element, text: Screen["text"]): void {
  for (const heading of copy.querySelectorAll<HTMLElement>("[data-text]")) {
    write(heading, heading.dataset["text"] === "silent" ? text.contacts.silent : text.contacts.voiced, text)
    if (heading.nextElementSibling?.childElementCount === 0) {
      heading.nextElementSibling.remove()
      heading.remove()
    }
  }
}

function label(contact: HTMLElement, kind: Kind, text: Screen["text"]): void {
  const { contacts } = text
  const part = (name: string) => contact.querySelector<HTMLElement>(name)
  write(part(".contact-kind"), contacts.kinds[kind], text)
  write(part(".sample"), contacts.sample, text)
  write(part(".contact-link a"), contacts.open, text)
  const phone = part(".contact-phone a")
  write(phone, contacts.call(phone?.getAttribute("href")?.slice("tel:".length) ?? ""), text)
  const checked = part(".contact-checked")
  const day = dayOf(checked?.querySelector("time")?.dateTime)
  const owner = checked?.firstChild?.textContent?.replace(/ が $/, "") ?? ""
  if (day !== null) write(checked, contacts.checked(owner, day), text)
}

function write(element: HTMLElement | null, words: string, { lang }: Screen["text"]): void {
  if (element === null) return
  element.textContent = plain(words)
  element.lang = lang
}

// Shown in several places, so the copies carry no id.
function copyOf(element: Element): Element {
  const copy = element.cloneNode(true) as Element
  copy.removeAttribute("id")
  return copy
}
