// A server that does not forward honestly, in front of the pages that ship, in Chromium: what people see.
// The real server is honest; what lies between it and each page is changed on its way, twenty times. The
// same kinds are tried by the hundred on the library alone in hostile.test.ts.
import assert from "node:assert/strict"
import { randomBytes } from "node:crypto"
import { appendFileSync, mkdirSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"

import { Counsellor, presses, sees, until } from "../exit/visit.mjs"

const { chromium } = createRequire(join(process.env.ROOT, "web-client/package.json"))("playwright-core")
const { CHROMIUM, SERVER_URL: url, COUNSELLOR_1, COUNSELLOR_1_PASSWORD, RESULT, TMP } = process.env
const sentences = {
  unreadable: /^鍵が合わず、開けないメッセージがあります。/,
  renewed: /^(相手の方|相談者)の画面が、新しく開かれました。/,
}
const shots = join(TMP, "shots")
mkdirSync(shots)

// One page, everything that crosses its connection, and what is done to what it is sent.
class Person {
  wire = []
  said = []
  before = [] // sealed words that came here
  tamper = (message) => [message]

  constructor(name, page) {
    this.name = name
    this.page = page
  }

  static async open(browser, name, options) {
    const person = new Person(name, await (await browser.newContext({ locale: "ja-JP", ...options })).newPage())
    await person.page.routeWebSocket(/\/ws\//, (socket) => {
      const server = socket.connectToServer()
      person.tell = (message) => person.#deliver(socket, message)
      socket.onMessage((text) => {
        person.wire.push(text)
        server.send(text)
      })
      server.onMessage((text) => {
        for (const message of person.tamper(JSON.parse(text))) person.#deliver(socket, message)
      })
    })
    return person
  }

  #deliver(socket, message) {
    const text = JSON.stringify(message)
    this.wire.push(text)
    if (message.type === "word") this.before.push(message.sealed)
    socket.send(text)
  }

  async says(what) {
    const text = `秘密の言葉 ${what} ${this.name}より`
    this.said.push(text)
    await this.page.getByRole("textbox", { name: "メッセージ" }).fill(text)
    await this.page.getByRole("button", { name: "送る", exact: true }).click()
  }

  words() {
    return this.page.getByRole("log").locator("p[dir=auto]").allTextContents()
  }

  // How often this sentence stands between the words.
  async told(sentence) {
    const lines = await this.page.getByRole("log").innerText()
    return lines.split("\n").filter((line) => sentences[sentence].test(line.trim())).length
  }

  started() {
    return JSON.parse(this.wire.findLast((text) => text.startsWith('{"type":"started"')))
  }
}

const withBytes = (message, change) => [{ ...message, sealed: Buffer.from(change(Buffer.from(message.sealed, "base64url"))).toString("base64url") }]
const name = (bytes) => randomBytes(bytes).toString("base64url")
const plain = Buffer.from("開けて読める言葉")

// How one word is changed, what stands on the screen then (nothing: nothing does), and what is asked for.
const manipulations = {
  "strip, the bare text": { told: "unreadable", act: (word) => withBytes(word, () => plain) },
  "strip, the text in a frame": { told: "unreadable", act: (word) => withBytes(word, () => Buffer.concat([Buffer.of(1), Buffer.alloc(8), plain, Buffer.alloc(256)])) },
  empty: { told: "unreadable", act: (word) => [{ ...word, sealed: "" }] },
  "swap with an earlier word": { told: "unreadable", act: (word, { before }) => [{ ...word, sealed: before.at(-1) }] },
  "swap with a word of another session": { told: "unreadable", act: (word, { elsewhere }) => [{ ...word, sealed: elsewhere }] },
  replay: { act: (word) => [word, word, word] },
  "truncate by a byte": { told: "unreadable", act: (word) => withBytes(word, (bytes) => bytes.subarray(0, -1)) },
  "truncate to the head": { told: "unreadable", act: (word) => withBytes(word, (bytes) => bytes.subarray(0, 9)) },
  "version 0": { told: "unreadable", act: (word) => withBytes(word, (bytes) => { bytes[0] = 0; return bytes }) },
  "version 2": { told: "unreadable", act: (word) => withBytes(word, (bytes) => { bytes[0] = 2; return bytes }) },
  "a stranger's load": { asks: /"type":"(missing|ask_opening)"/, act: (word) => [{ ...word, load: name(16) }] },
  "a reader's own load": { asks: /"type":"(missing|ask_opening)"/, act: (word, { load }) => [{ ...word, load }] },
}

// Changes the next word that comes to `to`, once; a word held back comes behind the next one.
async function one(from, to, kind, elsewhere) {
  const manipulation = manipulations[kind]
  const crossed = to.wire.length
  const toldBefore = await to.told("unreadable")
  const load = JSON.parse(to.wire.findLast((text) => text.startsWith('{"type":"hello"'))).load
  let done = false
  to.tamper = (message) => {
    if (message.type !== "word" || done) return [message]
    done = true
    return manipulation.act(message, { before: to.before, elsewhere, load })
  }
  await from.says(`${kind} の一`)
  await until("the word was changed", () => done)
  await from.says(`${kind} の二`)
  await settled(from, to)
  const told = await to.told("unreadable") - toldBefore
  if (manipulation.told) assert.equal(told, 1, "a sentence for it")
  else if (manipulation.asks === undefined) assert.equal(told, 0, "nothing to say")
  else assert.ok(told > 0 || to.wire.slice(crossed).some((text) => manipulation.asks.test(text)), "it is asked for")
}

async function reorders(from, to) {
  const crossed = to.wire.length
  let late = null
  to.tamper = (message) => {
    if (message.type !== "word" || late === false) return [message]
    if (late === null) {
      late = message
      return []
    }
    const both = [message, late]
    late = false
    return both
  }
  await from.says("あとさき の一")
  await from.says("あとさき の二")
  await settled(from, to)
  assert.ok(to.wire.slice(crossed).some((text) => text.startsWith('{"type":"missing"')), "the hole is asked for")
}

// Everything that was said stands there, in order and once; nothing else.
async function settled(from, to) {
  await until("all words, in order", async () => {
    const found = (await to.words()).filter((text) => !to.said.includes(text))
    return JSON.stringify(found) === JSON.stringify(from.said) || { found: found.slice(-3), said: from.said.slice(-3) }
  }, 40)
}

function nothingReadable(...people) {
  const wire = people.flatMap((person) => person.wire).join("\n")
  for (const text of people.flatMap((person) => person.said)) {
    const bytes = Buffer.from(text)
    const forms = [text, ...[0, 1, 2].map((at) => bytes.subarray(at).toString("base64url").slice(0, -2))]
    for (const form of forms) assert.equal(wire.includes(form), false, `a word crossed the wire readable: ${text}`)
  }
}

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--disable-dev-shm-usage", "--disable-gpu", ...(process.getuid() === 0 ? ["--no-sandbox"] : [])] })
const sora = await Person.open(browser, "ソラ", { viewport: { width: 1280, height: 720 } })
await sora.page.goto(`${url}/counsellor/`)
await sora.page.getByLabel("サインイン名").fill(COUNSELLOR_1)
await sora.page.getByLabel("パスワード").fill(COUNSELLOR_1_PASSWORD)
await presses(sora.page, "サインイン")
const desk = new Counsellor(sora.page)
let hana = null

async function newSession() {
  await desk.ready() // both pages are there, so the end waits for nobody
  await hana?.page.context().close()
  sora.said = []
  sora.tamper = (message) => [message]
  hana = await Person.open(browser, "ハナ", { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true })
  await hana.page.goto(url)
  await sees(hana.page, "受付中です")
  for (const button of ["相談をはじめる", "わかりました。はじめます", "順番をとる"]) await presses(hana.page, button)
  await desk.takes()
  await sees(hana.page, "相談員につながりました。")
}

async function check(sentence, act) {
  try {
    await act()
    console.log(`ok      Chromium, ${sentence}`)
    appendFileSync(RESULT, "passed 1\n")
  } catch (error) {
    for (const [who, { page }] of Object.entries({ hana, sora })) await page.screenshot({ path: join(shots, `${who}.png`) }).catch(() => {})
    console.log(`FAILED  Chromium, ${sentence}\n        | ${String(error.stack ?? error).slice(0, 2_000).replaceAll("\n", "\n        | ")}`)
    appendFileSync(RESULT, "failed 1\n")
  }
}

await newSession()
await check("an honest server is let alone", async () => {
  for (const [from, to] of [[hana, sora], [sora, hana]]) {
    await from.says("その一")
    await from.says("その二")
    await settled(from, to)
  }
  for (const person of [hana, sora]) for (const sentence of Object.keys(sentences)) assert.equal(await person.told(sentence), 0)
  nothingReadable(hana, sora)
})

// Each side is the reader of every other one; a fresh session for every four, so that nobody has to wait
// for the patience with which a page asks again.
const kinds = [...Object.keys(manipulations), "replay", "empty", "truncate by a byte", "version 0"]
for (const [at, kind] of kinds.entries()) {
  const elsewhere = [hana, sora].map(({ before }) => before.at(-1))
  if (at % 4 === 0) {
    await newSession()
    for (const [from, to] of [[hana, sora], [sora, hana]]) {
      await from.says("はじめ")
      await settled(from, to)
    }
  }
  const [from, to] = at % 2 === 0 ? [sora, hana] : [hana, sora]
  await check(`${kind}, to the ${to === hana ? "visitor" : "counsellor"}`, () => one(from, to, kind, elsewhere[to === hana ? 0 : 1]))
}
await newSession()
await check("reorder, to the visitor", () => reorders(sora, hana))
await check("reorder, to the counsellor", () => reorders(hana, sora))
for (const third of [true, false]) {
  await check(`join, ${third ? "a third member" : "a stranger in the other's place"}`, async () => {
    await newSession()
    await hana.says("まえ")
    await settled(hana, sora)
    const { session, members, membership } = hana.started()
    const stranger = { ...members.find(({ seat }) => seat === "counsellor"), load: name(16), public_key: await freshKey() }
    const mine = members.find(({ seat }) => seat === "visitor")
    hana.tell({ type: "members", session, membership: membership + 1, members: third ? [...members, stranger] : [mine, stranger] })
    const sentence = third ? "unreadable" : "renewed"
    await until("it is said", async () => (await hana.told(sentence)) === 1)
    if (third) assert.equal(hana.wire.some((text) => text.includes(`"to":"${stranger.load}"`)), false, "a key was handed to a stranger")
  })
}
await check("no word has crossed a wire readable", async () => {
  nothingReadable(hana, sora)
  const wire = [Buffer.from(`x${hana.said[0]}`).toString("base64url")]
  assert.throws(() => nothingReadable({ wire, said: hana.said }), /readable/) // it would be found
})
await browser.close()
process.exit(0)

// A public key as a page makes one.
async function freshKey() {
  const { publicKey } = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"])
  return Buffer.from(await crypto.subtle.exportKey("raw", publicKey)).toString("base64url")
}
