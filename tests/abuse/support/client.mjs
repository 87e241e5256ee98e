// Whoever speaks to the server from a loopback address of their choice: a page that keeps the rules,
// and a flood that keeps none. Words are random bytes in the place of sealed ones.
import { randomBytes } from "node:crypto"
import { createRequire } from "node:module"

import { port, protocol } from "../../wire/support/raw.mjs"

const require = createRequire(new URL("../../../web-client/package.json", import.meta.url))
export const WebSocket = require("ws")

const name = (bytes) => randomBytes(bytes).toString("base64url")
export const passes = () => name(32)
const locked = () => Buffer.concat([Buffer.of(1), randomBytes(8 + 256 + 16)]).toString("base64url")

export function socketFrom(address, path = "/ws/visitor", headers = {}) {
  const origin = `http://127.0.0.1:${port}`
  return new WebSocket(`ws://127.0.0.1:${port}${path}`, { localAddress: address, headers: { Origin: origin, ...headers }, perMessageDeflate: false })
}

export class Client {
  heard = []
  stream = name(16)
  listeners = new Set()

  static async open(address, path, headers) {
    const client = new Client()
    client.socket = socketFrom(address, path, headers)
    client.socket.on("message", (text) => client.#heard({ at: performance.now(), ...JSON.parse(text.toString()) }))
    client.socket.on("error", () => {})
    client.socket.on("close", (code) => client.#heard({ type: "closed", code }))
    await new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error("not open in 20 s")), 20_000).unref()
      client.socket.once("open", resolve)
      client.socket.once("error", reject)
    })
    client.alive = setInterval(() => client.send({ type: "ping" }), 8_000)
    return client
  }

  #heard(message) {
    this.heard.push(message)
    for (const listener of this.listeners) listener(message)
  }

  send(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message))
  }

  greet(pass) {
    const staff = pass === undefined ? {} : { first: true, ...(pass !== null && { pass }) }
    this.send({ type: "hello", protocol, desk: "demo", load: name(16), public_key: name(65), ...staff })
  }

  // The first message from now on, or heard since `since`, that fits.
  async told(fits, ms = 20_000, since = 0) {
    const wanted = typeof fits === "string" ? ({ type }) => type === fits : fits
    const found = this.heard.slice(since).find(wanted)
    if (found !== undefined) return found
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer)
        this.listeners.delete(listener)
      }
      const listener = (message) => {
        if (!wanted(message)) return
        end()
        resolve(message)
      }
      const timer = setTimeout(() => {
        end()
        reject(new Error(`not told in ${ms} ms: ${fits}; told ${this.heard.map(({ type }) => type).join(" ").slice(-400)}`))
      }, ms)
      this.listeners.add(listener)
    })
  }

  say(started, number) {
    this.send({ type: "word", session: started.session, membership: started.membership, stream: this.stream, number, key: 1, sealed: locked() })
  }

  leave() {
    clearInterval(this.alive)
    this.socket.terminate()
  }
}

// One who asks for a place once and takes what is answered; then goes, without a word.
async function asksOnce(address, answers) {
  const socket = socketFrom(address)
  const answer = await new Promise((resolve) => {
    const timer = setTimeout(() => resolve("nothing"), 10_000)
    const end = (what) => {
      clearTimeout(timer)
      resolve(what)
    }
    socket.on("error", () => end("error"))
    socket.on("close", () => end("closed"))
    socket.on("open", () => {
      const greeting = { type: "hello", protocol, desk: "demo", load: name(16), public_key: name(65), first: true }
      socket.send(JSON.stringify(greeting))
      socket.send(JSON.stringify({ type: "join", pass: passes(), answers: {} }))
    })
    socket.on("message", (text) => {
      const { type } = JSON.parse(text.toString())
      if (type === "queued" || type === "puzzle" || type === "not_queued") end(type)
    })
  })
  socket.terminate()
  answers.set(answer, (answers.get(answer) ?? 0) + 1)
}

// Asks without end, `atOnce` at a time, from the addresses that come, until it is stopped; what it
// was answered is counted.
export function flood(nextAddress, atOnce = 12) {
  const answers = new Map()
  let over = false
  const one = async () => {
    while (!over) await asksOnce(nextAddress(), answers)
  }
  const all = Promise.all(Array.from({ length: atOnce }, one))
  return {
    answers,
    stop: async () => {
      over = true
      await all
      return Object.fromEntries(answers)
    },
  }
}
