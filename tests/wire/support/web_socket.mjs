// A WebSocket client that can break every rule: frames are written by hand (RFC 6455, 5.2) and read
// without forgiveness. Knows no message of ours.
import { createHash, randomBytes } from "node:crypto"

import { Raw, host, origin } from "./raw.mjs"

export const opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 }

// One frame. `length` overrides what its length field says, `width` (7, 16, 64) how it is written.
export function frame(op, payload = "", options = {}) {
  const { fin = true, reserved = 0, mask = true, key = randomBytes(4) } = options
  const bytes = Buffer.from(payload)
  const length = options.length ?? BigInt(bytes.length)
  const width = options.width ?? (length < 126n ? 7 : length < 65536n ? 16 : 64)
  const head = [Buffer.from([(fin ? 0x80 : 0) | (reserved << 4) | op])]
  const masked = mask ? 0x80 : 0
  if (width === 7) head.push(Buffer.from([masked | Number(length)]))
  if (width === 16) {
    head.push(Buffer.from([masked | 126, Number(length >> 8n) & 0xff, Number(length & 0xffn)]))
  }
  if (width === 64) {
    const wide = Buffer.alloc(8)
    wide.writeBigUInt64BE(length)
    head.push(Buffer.from([masked | 127]), wide)
  }
  if (mask) head.push(key)
  const coded = mask ? Buffer.from(bytes.map((byte, at) => byte ^ key[at % 4])) : bytes
  return Buffer.concat([...head, coded])
}

export const closeFrame = (code, reason = "") =>
  frame(opcode.close, Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]))

// The lines of an upgrade; `change` maps a field to another value, or to null for none.
export function upgradeLines(path, change = {}) {
  const fields = {
    Host: host,
    Origin: origin,
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    ...change,
  }
  const lines = Object.entries(fields).filter(([, value]) => value !== null)
  return [`GET ${path} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`)]
}

export class Socket {
  static async open(path = "/ws/visitor", change = {}) {
    const socket = new Socket()
    socket.raw = await Raw.open()
    socket.raw.send(`${upgradeLines(path, change).join("\r\n")}\r\n\r\n`)
    socket.upgrade = await socket.raw.response()
    if (socket.upgrade.status !== 101) throw new Error(`upgrade answered ${socket.upgrade.status}`)
    return socket
  }

  send(...frames) {
    this.raw.send(Buffer.concat(frames))
  }

  // The next frame; null when the stream ends first.
  async next(ms = 5000) {
    const bytes = () => this.raw.received
    const has = async (count) => {
      await this.raw.until(() => bytes().length >= count || this.raw.ended, ms)
      return bytes().length >= count
    }
    if (!(await has(2))) return null
    const [first, second] = bytes()
    if (second & 0x80) throw new Error("the server masked a frame")
    if (first & 0x70) throw new Error("the server set a reserved bit")
    let start = 2
    let length = second & 0x7f
    if (length === 126) {
      if (!(await has(4))) return null
      length = bytes().readUInt16BE(2)
      start = 4
    } else if (length === 127) {
      if (!(await has(10))) return null
      length = Number(bytes().readBigUInt64BE(2))
      start = 10
    }
    if (!(await has(start + length))) return null
    const payload = Buffer.from(bytes().subarray(start, start + length))
    this.raw.received = bytes().subarray(start + length)
    return { op: first & 0x0f, fin: (first & 0x80) !== 0, payload }
  }

  // The code of the server's close frame, whatever comes before it; null without one.
  async closeCode(ms = 5000) {
    for (;;) {
      const got = await this.next(ms)
      if (got === null) return null
      if (got.op === opcode.close) return got.payload.length >= 2 ? got.payload.readUInt16BE(0) : 0
    }
  }

  destroy() {
    this.raw.destroy()
  }
}

export const acceptOf = (key) =>
  createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64")
