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

// The page with all that it is given, each of which its template asks for once: names of script and style,
// or a style that stands inside it, which the Content-Security-Policy must allow.
export function page(template, { script, style, inline }) {
  for (const [, name] of template.matchAll(/\{\{(.*?)\}\}/g)) {
    if (!serverFills.has(name)) throw new Error(`the server does not fill {{${name}}}`)
  }
  let html = template
  for (const [name, value] of [["%SCRIPT%", script], ["%STYLE%", style], ["%INLINE_STYLE%", inline]])
    if (value !== undefined) html = fill(html, name, value)
  if (/%[A-Z_]+%/.test(html)) throw new Error("a template asks for what it is not given")
  if (/<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=/i.test(html)) {
    throw new Error("inline script or style attribute: the Content-Security-Policy forbids it")
  }
  return html
}

export function styleHash(text) {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`
}
