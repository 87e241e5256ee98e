// Pages that leave badly, each in one way that the test must find: the pages' sources are copied, one
// place of them is changed, and what the build makes of it is the script of that page.
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const exit = "visitor/exit.ts"
const main = "visitor/main.tsx"

export const plans = [
  { name: "waits before it covers", finds: "something was waited for", file: main, from: "    exit(leave)\n", to: "    void Promise.resolve().then(() => new Promise((then) => setTimeout(then, 30))).then(() => exit(leave))\n" },
  { name: "keeps what is stored", finds: "something was stored when the page went", file: exit, from: "  passes.forget()\n  try {\n    sessionStorage.clear()\n", to: "  try {\n" },
  { name: "writes to the history", finds: "the history was written", file: exit, from: "  location.replace(", to: '  history.pushState(null, "")\n  location.replace(' },
  { name: "can be gone back to", finds: "the page did not replace itself in the history", file: exit, from: "location.replace(neutralPage())", to: "location.assign(neutralPage())" },
  { name: "hides its words and leaves them there", finds: "words could be read after the tap", file: main, from: "  document.body.replaceChildren()\n", to: "  document.body.hidden = true\n" },
  { name: "tells the server first", finds: "the network was used before the page went", file: exit, from: '  location.replace(neutralPage())\n  if (pass !== null) tellServer(pass, load(), "left")\n', to: '  if (pass !== null) tellServer(pass, load(), "left")\n  location.replace(neutralPage())\n' },
]

// The script of the page that is so.
export async function planted({ name, file, from, to }) {
  const client = join(process.env.ROOT, "web-client")
  const copy = join(process.env.TMP, "planted", String(plans.findIndex((plan) => plan.name === name)), "web-client")
  mkdirSync(copy, { recursive: true })
  for (const part of ["build", "counsellor", "generated", "lib", "staff", "style", "supervisor", "talk", "text", "visitor", "package.json"]) {
    cpSync(join(client, part), join(copy, part), { recursive: true })
  }
  symlinkSync(join(client, "node_modules"), join(copy, "node_modules"))
  const source = readFileSync(join(copy, file), "utf8")
  const changed = source.replace(from, () => to)
  if (changed === source) throw new Error(`there is nothing to change in ${file} so that it ${name}`)
  writeFileSync(join(copy, file), changed)
  const { scripts } = await import(join(copy, "build/bundle.mjs"))
  return Buffer.from((await scripts()).get("visitor").contents).toString("utf8")
}
