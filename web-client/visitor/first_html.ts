// What the server has written into the first HTML for this desk: names, hours and the contacts. They
// are kept as they came, to be shown where they are needed; the page carries no second list of them.

export interface FirstHtml {
  code: string
  name: string
  purpose: string
  lead: string
  hours: Element | null
  contacts: Element | null
}

export function readFirstHtml(root: HTMLElement): FirstHtml {
  const { desk = "", deskName = "", purpose = "" } = root.dataset
  return {
    code: desk,
    name: deskName,
    purpose,
    lead: root.querySelector(".lead")?.textContent ?? "",
    hours: root.querySelector("#hours"),
    contacts: root.querySelector("#contacts"),
  }
}
