// Builds the three pages, and those about privacy, into dist/: hashed scripts and styles, HTML that names them, each text file
// beside its .br and .gz form, and manifest.json with what the server must know. Nothing is written
// before everything is made.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { brotliCompressSync, constants, gzipSync } from "node:zlib"

import "./build/generate.mjs"
import { about, aboutLanguages } from "./build/about.mjs"
import { roles, root, scripts, styles } from "./build/bundle.mjs"
import { page, styleHash } from "./build/html.mjs"

const source = (path) => readFileSync(join(root, path), "utf8")

// The notices of what is bundled; their licences ask for them beside every copy.
function licences() {
  const { dependencies } = JSON.parse(source("package.json"))
  const names = [...Object.keys(dependencies), "@hpke/common"].sort()
  return names.map((name) => `${name}\n\n${source(`node_modules/${name}/LICENSE`)}`).join("\n\n")
}

// The finished files: path -> contents.
async function make() {
  const files = new Map([
    ["icon.svg", source("style/icon.svg")],
    ["licences.txt", licences()],
  ])
  const [allScripts, allStyles] = await Promise.all([scripts(), styles()])
  const inline = Buffer.from(allStyles.get("visitor").contents).toString("utf8").trim()
  for (const role of roles) {
    const [script, style] = [allScripts.get(role), allStyles.get(role)]
    for (const { path, contents } of [script, ...script.later]) files.set(path, contents)
    const [names, path] = role === "visitor" ? [{ inline }, "visitor.html"] : [{ style: `/${style.path}` }, `${role}/index.html`]
    if (role !== "visitor") files.set(style.path, style.contents)
    files.set(path, page(source(`${role}/index.html`), { script: `/${script.path}`, ...names }))
  }
  for (const code of aboutLanguages) files.set(`about/${code}.html`, about(source("about/frame.html"), code, source(`about/${code}.html`), { inline }))
  files.set("manifest.json", `${JSON.stringify({ style_hashes: [styleHash(inline)] })}\n`)
  return files
}

// The server fills these in, so it alone can compress them; the manifest leaves no server.
const uncompressed = (path) => path === "visitor.html" || path === "manifest.json" || path.startsWith("about/")

function write(folder, files) {
  rmSync(folder, { recursive: true, force: true })
  for (const [path, contents] of files) {
    const file = join(folder, path)
    const bytes = Buffer.from(contents)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes)
    if (uncompressed(path)) continue
    const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: quality }))
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  }
}

write(join(root, "dist"), await make())
