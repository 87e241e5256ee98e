// The HTML pages: what a template must have, and what the Content-Security-Policy would refuse.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"

import { page, styleHash } from "../../web-client/build/html.mjs"

const names = { script: "/assets/a.js", style: "/assets/a.css" }
const template = '<title>{{desk_name}}</title><link href="%STYLE%"><script src="%SCRIPT%"></script>'

test("names go in, what the server fills stays", () => {
  assert.equal(page(template, names), '<title>{{desk_name}}</title><link href="/assets/a.css"><script src="/assets/a.js"></script>')
})

test("a style that is to stand inside goes in where it is asked for", () => {
  assert.equal(page("<style>%INLINE_STYLE%</style>", { inline: "p{color:red}" }), "<style>p{color:red}</style>")
})

test("a hash is what a browser computes", () => {
  assert.equal(styleHash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
})

test("a template without its names, or with one twice, is refused", () => {
  assert.throws(() => page("<p>", names), /%SCRIPT%/)
  assert.throws(() => page(`${template}%STYLE%`, names), /%STYLE%/)
  assert.throws(() => page(`${template}<style>%INLINE_STYLE%</style>`, names), /not given/)
})

test("what the server does not fill is refused", () => {
  assert.throws(() => page(`${template}{{desk_nmae}}`, names), /desk_nmae/)
})

test("inline script, style attributes and handlers are refused", () => {
  for (const odd of ["<script>x</script>", '<p style="x">', '<p onclick="x">']) {
    assert.throws(() => page(template + odd, names), /Content-Security-Policy/)
  }
})

test("the visitor's first HTML has the blocks of the server where they may stand, each once", () => {
  const html = readFileSync(join(process.env.ROOT ?? process.cwd(), "web-client/visitor/index.html"), "utf8")
  for (const block of ["hours", "contacts", "lead"]) assert.equal(html.split(`{{${block}}}`).length, 2, block)
  for (const block of ["hours", "contacts"]) assert.match(html, new RegExp(`(^|>)\\n\\{\\{${block}\\}\\}\\n<`, "m"), block)
  assert.match(html, /<a class="exit" href="\{\{exit\}\}"/)
  assert.match(html, /data-exit="\{\{exit\}\}"/)
  assert.doesNotMatch(html, /https:/) // no address of ours: the desk's own stand there
})
