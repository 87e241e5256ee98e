// Words that stand for what people write, each found nowhere else: plain ones, Japanese ones, emoji. And
// loopback addresses that stand for where they write from. The same seed gives the same; no file
// holds them.
import { createHash } from "node:crypto"

const plain = "abcdefghijklmnopqrstuvwxyz234567"
const drawn = (seed, name) => createHash("sha256").update(`${seed} ${name}`).digest()

// About 60 bits each, so that none is found by chance.
const kinds = [
  (bytes) => Array.from(bytes.subarray(0, 13), (byte) => plain[byte & 31]).join(""),
  (bytes) => Array.from({ length: 6 }, (_, at) => String.fromCodePoint(0x4e00 + (bytes.readUInt16LE(2 * at) % 0x5000))).join(""),
  (bytes) => Array.from({ length: 7 }, (_, at) => String.fromCodePoint(0x1f300 + (bytes.readUInt16LE(2 * at) % 0x340))).join(""),
]

export const canary = (seed, name, kind) => kinds[kind](drawn(seed, name))

export function canaries(seed, count) {
  const words = Array.from({ length: count }, (_, at) => canary(seed, `word ${at}`, at % kinds.length))
  if (new Set(words).size !== count) throw new Error("two words are the same; take another seed")
  return words
}

// Three digits in each part, so that none is the beginning of another.
export function addresses(seed, count) {
  const all = new Set()
  for (let at = 0; all.size < count; at += 1) {
    const parts = Array.from(drawn(seed, `address ${at}`).subarray(0, 3), (byte) => 100 + (byte % 155))
    all.add(`127.${parts.join(".")}`)
  }
  return [...all]
}

// How an address may be written down. Four bytes alone are found by chance in a hundred megabytes (500
// addresses: about once in nine), so they are looked for as programs store them: as PostgreSQL's inet,
// mapped into IPv6, and in the kernel's form with its zeros.
export function addressForms(address) {
  const bytes = Buffer.from(address.split(".").map(Number))
  const hex = bytes.toString("hex")
  return new Map(Object.entries({
    text: address,
    "UTF-16LE": Buffer.from(address, "utf16le"),
    base64: Buffer.from(address).toString("base64").slice(0, 18),
    hexadecimal: hex,
    "HEXADECIMAL": hex.toUpperCase(),
    number: String(bytes.readUInt32BE(0)),
    inet: Buffer.concat([Buffer.from([2, 32]), bytes]),
    mapped: Buffer.concat([Buffer.from([255, 255]), bytes]),
    sockaddr: Buffer.concat([bytes, Buffer.alloc(8)]),
  }).map(([name, form]) => [name, Buffer.from(form)]))
}
