// The three HTML pages from their templates: names of script and style, and the inline style. What
// stands in {{…}} is left for the server. It knows no file and no bundler.
import { createHash } from "node:crypto"

// What the server fills in when the settings of a desk change: hours and contacts are whole blocks.
const serverFills = new Set(["desk_code", "desk_name", "purpose", "lead", "exit", "hours", "contacts"])

function fill(template, name, value) {
  const parts = template.split(name)
  if (parts.length !== 2) throw new Error(`a template needs ${name} once, not ${parts.length - 1} times`)
  return parts.join(value)
}

// Answers with the page and with the inline style that the Content-Security-Policy must allow, or
// null where there is none. A page without a script is asked for without one.
export function page(template, { script, style, inline }) {
  for (const [, name] of template.matchAll(/\{\{(.*?)\}\}/g)) {
    if (!serverFills.has(name)) throw new Error(`the server does not fill {{${name}}}`)
  }
  let html = fill(script === undefined ? template : fill(template, "%SCRIPT%", script), "%STYLE%", style)
  const inlined = html.includes("%INLINE_STYLE%")
  if (inlined) html = fill(html, "%INLINE_STYLE%", inline)
  if (/<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=/i.test(html)) {
    throw new Error("inline script or style attribute: the Content-Security-Policy forbids it")
  }
  return { html, inlined: inlined ? inline : null }
}

export function styleHash(text) {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`
}
