// What a visitor's first page costs on the wire, and whether it keeps to its budget: everything the
// page loads, gzipped, and the first HTML, which is to arrive in one flight of a new connection (RFC 6928). `node build/size.mjs [dist]` exits 1 above it. A
// language that is chosen later comes on top, once, and has a budget of its own.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"

import { root } from "./bundle.mjs"

const wholePage = 50 * 1024 // gzip
const firstHtml = 12 * 1024 // gzip
const language = 6 * 1024 // gzip

const folder = process.argv[2] ?? join(root, "dist")
const html = readFileSync(join(folder, "visitor.html"))
const loaded = [...html.toString().matchAll(/(?:src|href)="\/(assets\/[^"]+|icon\.svg)"/g)]
const files = [["visitor.html", html]]
for (const [, path] of loaded) files.push([path, readFileSync(join(folder, path))])
if (files.length < 3) throw new Error("visitor.html names no script or no icon")

const gzipped = (contents) => gzipSync(contents, { level: 9 }).length
const first = gzipped(html)
let sum = 0
for (const [path, contents] of files) {
  const size = gzipped(contents)
  sum += size
  console.log(`${String(contents.length).padStart(8)} bytes ${String(size).padStart(7)} gzip  ${path}`)
}
console.log(`the visitor's page: ${sum} of ${wholePage} bytes gzip, first HTML ${first} of ${firstHtml}`)
const later = readdirSync(join(folder, "assets")).filter((name) => /^(en|ja_easy)-\w+\.js$/.test(name))
if (later.length !== 2) throw new Error(`not the two languages that are loaded later: ${later}`)
const largest = Math.max(...later.map((name) => gzipped(readFileSync(join(folder, "assets", name)))))
console.log(`a language chosen later: at most ${largest} of ${language} bytes gzip`)
for (const name of readdirSync(join(folder, "assets")).filter((name) => /^history-\w+\.js$/.test(name)))
  console.log(`for a page that comes anew: ${gzipped(readFileSync(join(folder, "assets", name)))} bytes gzip`)
if (sum > wholePage || first > firstHtml || largest > language) {
  console.error("The visitor's page is larger than its budget.")
  process.exitCode = 1
}
