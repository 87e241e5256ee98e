// Bytes on a socket, as a hostile client would send them, and what comes back. Knows of HTTP only
// where a response begins and ends. The server is the one that SERVER_PORT names.
import { readFileSync } from "node:fs"
import { connect } from "node:net"

export const port = Number(process.env.SERVER_PORT)
export const origin = `http://127.0.0.1:${port}`
export const host = `127.0.0.1:${port}`

// As the catalogue has it: a change of a message is no change of these tests.
const catalogue = new URL("../../../protocol/catalogue.json", import.meta.url)
export const protocol = JSON.parse(readFileSync(catalogue, "utf8")).limits.protocol_number

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

// An open socket that collects what it is sent. `closed` is resolved at its end, whoever ended it.
export class Raw {
  received = Buffer.alloc(0)
  ended = false
  #changed = () => {}

  static async open(options = {}) {
    const raw = new Raw()
    raw.socket = connect({ port, host: "127.0.0.1", allowHalfOpen: options.halfOpen ?? false })
    raw.closed = new Promise((resolve) => raw.socket.once("close", resolve))
    raw.socket.on("error", () => {}) // a reset is an end like any other
    raw.socket.on("data", (bytes) => {
      raw.received = Buffer.concat([raw.received, bytes])
      raw.#changed()
    })
    raw.socket.on("end", () => raw.#end())
    raw.socket.on("close", () => raw.#end())
    await new Promise((resolve, reject) => {
      raw.socket.once("connect", resolve)
      raw.socket.once("error", reject)
    })
    return raw
  }

  #end() {
    this.ended = true
    this.#changed()
  }

  send(bytes) {
    this.socket.write(bytes)
  }

  // Waits until `done()` holds; throws with what has come when `ms` are over.
  async until(done, ms = 5000) {
    const timeout = Date.now() + ms
    while (!done()) {
      const left = timeout - Date.now()
      if (left <= 0) throw new Error(`nothing in ${ms} ms; received ${JSON.stringify(this.received.toString("latin1").slice(0, 300))}`)
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, left)
        this.#changed = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  // The server's end of the stream: `end` or a reset.
  end(ms = 5000) {
    return this.until(() => this.ended, ms)
  }

  // The next whole response; takes its bytes away. `head`: it answers a HEAD and has no body.
  async response({ head = false, ms = 5000 } = {}) {
    const headEnd = () => this.received.indexOf("\r\n\r\n")
    await this.until(() => headEnd() >= 0 || this.ended, ms)
    if (headEnd() < 0) throw new Error("the connection ended without a response")
    const at = headEnd()
    const [first, ...lines] = this.received.subarray(0, at).toString("latin1").split("\r\n")
    const fields = new Map()
    for (const line of lines) {
      const colon = line.indexOf(":")
      const name = line.slice(0, colon).toLowerCase()
      if (fields.has(name)) throw new Error(`two fields ${name}`)
      fields.set(name, line.slice(colon + 1).trim())
    }
    const length = head ? 0 : Number(fields.get("content-length") ?? 0)
    await this.until(() => this.received.length >= at + 4 + length || this.ended, ms)
    const body = this.received.subarray(at + 4, at + 4 + length)
    this.received = this.received.subarray(at + 4 + length)
    return { status: Number(first.split(" ")[1]), first, fields, body }
  }

  destroy() {
    this.socket.destroy()
  }
}

// How many responses begin in these bytes.
export const responses = (bytes) => bytes.toString("latin1").split("HTTP/1.1 ").length - 1

// A request that is asked for on a connection of its own.
export async function ask(lines, { body = "", head = false, ms = 5000 } = {}) {
  const raw = await Raw.open()
  raw.send(`${lines.join("\r\n")}\r\n\r\n${body}`)
  const response = await raw.response({ head, ms })
  raw.destroy()
  return response
}

export async function healthy() {
  const { status, body } = await ask(["GET /healthz HTTP/1.1", `Host: ${host}`])
  if (status !== 200 || body.toString() !== '{"status":"ok"}') throw new Error(`/healthz answers ${status}`)
}
