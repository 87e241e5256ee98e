// People at the real server, by messages: each remembers everything it was told, so that a test can
// say "once". Words are random bytes in the place of sealed ones. Knows no rule.
import { randomBytes } from "node:crypto"

import { ask, host, origin, protocol } from "./raw.mjs"
import { frame, opcode, Socket } from "./web_socket.mjs"

const name = (bytes) => randomBytes(bytes).toString("base64url")

// As a locked word looks from outside: the version, a counter, the smallest padded text and a tag.
const locked = () => Buffer.concat([Buffer.of(1), randomBytes(8 + 256 + 16)]).toString("base64url")

class Person {
  heard = []
  closed = null // the code, once the server has closed
  closedAt = null // and when, to the microsecond
  #waiting = () => {}

  static async connect(path, change) {
    const person = new Person()
    person.socket = await Socket.open(path, change)
    person.alive = setInterval(() => person.send({ type: "ping" }), 8000)
    person.#listen()
    return person
  }

  async #listen() {
    while (this.closed === null) {
      const got = await this.socket.next(60_000).catch(() => null)
      if (got === null) this.closed = 0
      else if (got.op === opcode.close) this.#close(got.payload.readUInt16BE(0))
      else if (got.op === opcode.text) this.heard.push({ at: Date.now(), ...JSON.parse(got.payload.toString()) })
      this.#waiting()
    }
    clearInterval(this.alive)
  }

  #close(code) {
    this.closed = code
    this.closedAt = performance.now()
  }

  send(message) {
    if (this.closed === null) this.socket.send(frame(opcode.text, JSON.stringify(message)))
  }

  // The first thing told that fits, from the beginning on; throws when it does not come in time.
  async told(fits, ms = 15_000) {
    const wanted = typeof fits === "string" ? (message) => message.type === fits : fits
    const over = Date.now() + ms
    for (;;) {
      const found = this.heard.find(wanted)
      if (found !== undefined) return found
      if (Date.now() > over) throw new Error(`not told in ${ms} ms: ${fits}; told ${this.types().join(" ")}`)
      await new Promise((resolve) => {
        this.#waiting = resolve
        setTimeout(resolve, 200)
      })
    }
  }

  async ends(ms) {
    const over = Date.now() + ms
    while (this.closed === null && Date.now() < over) await new Promise((resolve) => setTimeout(resolve, 20))
    return this.closed
  }

  types() {
    return this.heard.map((message) => message.type).filter((type) => type !== "pong")
  }

  times(type) {
    return this.types().filter((one) => one === type).length
  }

  leave() {
    clearInterval(this.alive)
    this.closed ??= 0
    this.socket.destroy()
  }
}

const greeting = { type: "hello", protocol, desk: "demo" }

export async function signIn(who, password) {
  const body = JSON.stringify({ name: who, password })
  const lines = ["POST /api/v1/sign-in HTTP/1.1", `Host: ${host}`, `Origin: ${origin}`, "Content-Type: application/json", `Content-Length: ${Buffer.byteLength(body)}`]
  const answer = await ask(lines, { body })
  return { status: answer.status, cookie: answer.fields.get("set-cookie")?.split(";")[0] }
}

// Has greeted, and not been welcomed yet: while the disk is away a welcome waits.
export async function newcomer() {
  const person = await Person.connect("/ws/visitor", {})
  person.pass = name(32)
  person.stream = name(16)
  person.send({ ...greeting, load: name(16), public_key: name(65), first: true })
  return person
}

export async function visitor() {
  const person = await newcomer()
  await person.told("welcome")
  return person
}

// Another load, which has found this pass.
export async function returning(pass) {
  const person = await Person.connect("/ws/visitor", {})
  person.pass = pass
  person.stream = name(16)
  person.send({ ...greeting, load: name(16), public_key: name(65), first: true, pass })
  await person.told("welcome")
  return person
}

export function joins(person) {
  person.send({ type: "consent" })
  person.send({ type: "join", pass: person.pass, answers: {} })
}

export async function counsellor(cookie) {
  const person = await Person.connect("/ws/counsellor", { Cookie: cookie })
  person.stream = name(16)
  person.send({ ...greeting, load: name(16), public_key: name(65) })
  await person.told("welcome")
  return person
}

export async function supervisor(cookie) {
  const person = await Person.connect("/ws/supervisor", { Cookie: cookie })
  person.send(greeting)
  await person.told("alarms")
  return person
}

// The next word of this person in the session.
export function says(person, started, number) {
  person.send({ type: "word", session: started.session, membership: started.membership, stream: person.stream, number, key: 1, sealed: locked() })
}

// Whether the person has been told exactly these alarms last.
export const alarmed = (person, ...kinds) => {
  const last = person.heard.filter(({ type }) => type === "alarms").at(-1)
  return JSON.stringify(last?.alarms.map(({ kind }) => kind)) === JSON.stringify(kinds)
}

// Has the shell do something between two sentences of a story, and waits until it has.
export function shell(act) {
  console.log(`do ${act}`)
  return new Promise((resolve) => process.stdin.once("data", resolve))
}
