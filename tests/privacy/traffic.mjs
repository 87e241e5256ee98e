// What crosses the wire between pages and server, written into files in which a search finds what was
// said: each direction of each connection as it is, and what a browser masks also unmasked.
import { appendFileSync, mkdirSync } from "node:fs"
import { join } from "node:path"

// The payloads of the frames that a page sends; until the handshake is over it is HTTP.
class Unmasked {
  #waiting = Buffer.alloc(0)
  #frames = false

  of(bytes) {
    this.#waiting = Buffer.concat([this.#waiting, bytes])
    if (!this.#frames) this.#greeting()
    const payloads = []
    for (let frame; this.#frames && (frame = this.#frame()) !== null;) payloads.push(frame)
    return payloads
  }

  #greeting() {
    const end = this.#waiting.indexOf("\r\n\r\n")
    if (end < 0) return
    this.#frames = /^upgrade: *websocket/im.test(this.#waiting.toString("latin1", 0, end))
    this.#waiting = this.#frames ? this.#waiting.subarray(end + 4) : Buffer.alloc(0)
  }

  #frame() {
    const all = this.#waiting
    if (all.length < 2) return null
    const short = all[1] & 127
    const lengthBytes = short < 126 ? 0 : short === 126 ? 2 : 8
    const maskAt = 2 + lengthBytes
    if (all.length < maskAt + 4) return null
    const length = short < 126 ? short : short === 126 ? all.readUInt16BE(2) : Number(all.readBigUInt64BE(2))
    const from = maskAt + 4
    if (all.length < from + length) return null
    const payload = Buffer.from(all.subarray(from, from + length))
    for (let at = 0; at < length; at += 1) payload[at] ^= all[maskAt + (at & 3)]
    this.#waiting = all.subarray(from + length)
    return payload
  }
}

// For the proxy: somebody who hears one connection.
export function recorder(folder) {
  mkdirSync(folder, { recursive: true })
  let connections = 0
  return () => {
    const name = join(folder, String((connections += 1)))
    const unmasked = new Unmasked()
    return {
      up(bytes) {
        appendFileSync(`${name}.up`, bytes)
        for (const payload of unmasked.of(bytes)) appendFileSync(`${name}.unmasked`, payload)
      },
      down: (bytes) => appendFileSync(`${name}.down`, bytes),
    }
  }
}
