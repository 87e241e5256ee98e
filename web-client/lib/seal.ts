// The only door to words: what leaves a page leaves through here, locked for the members of its
// session, and what comes in is opened here or nowhere. It knows no socket and no screen.
//
// THIS IS VERSION 0, THE SHAPE OF THE LOCK WITHOUT THE LOCK: nothing here is encrypted yet, which is
// why the server refuses to listen beyond loopback. The interface, the names that are bound to each
// text, the padding and the order of steps are those of the lock to come (HPKE for openings,
// AES-256-GCM for words), so that putting it in changes this file alone.

import { base64url, fromBase64url } from "./random"

export interface WordName {
  stream: string
  number: number
}

// Words of an earlier load of the same person that are still to be shown.
export interface Leftover {
  stream: string
  first: number
  last: number
}

export interface OpeningContent {
  stream: string
  first: number // the first number to expect
  leftovers: Leftover[]
}

// A text that is not what it says, or whose key is not here. Never shown, never confirmed.
export class NotOpened extends Error {}

// The content's length stands before it, and both fit into the largest padded size.
const largestPadded = 16 * 1024
const lengthBytes = 4
export const longestText = largestPadded - lengthBytes // bytes of UTF-8

// Beside the padded text: version, names, later nonce and tag.
const lockBytes = 200

const version = 0
const utf8 = new TextEncoder()
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

export function textBytes(text: string): number {
  return utf8.encode(text).length
}

// Characters that a word of so many bytes takes on the wire, names and lock included (at most).
export function sealedSize(bytes: number): number {
  return Math.ceil(((paddedSize(bytes) + lockBytes) * 4) / 3)
}

// 256 · 2^k: a reader of the wire learns the size of a text only roughly.
function paddedSize(bytes: number): number {
  let size = 256
  while (size < bytes + lengthBytes) size *= 2
  return size
}

function pad(content: Uint8Array): Uint8Array {
  if (content.length > longestText) throw new RangeError("a text longer than a word may be")
  const padded = new Uint8Array(paddedSize(content.length))
  new DataView(padded.buffer).setUint32(0, content.length)
  padded.set(content, lengthBytes)
  return padded
}

function unpad(padded: Uint8Array): Uint8Array {
  if (padded.length < 256 || padded.length > largestPadded) throw new NotOpened("size")
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0)
  if (length > longestText || paddedSize(length) !== padded.length) throw new NotOpened("padding")
  if (padded.subarray(lengthBytes + length).some((byte) => byte !== 0)) throw new NotOpened("padding")
  return padded.subarray(lengthBytes, lengthBytes + length)
}

// What a text belongs to, bound to it: a text moved to another name does not open.
type Bound = (string | number)[]

// Version 0: the version, the bound names with their length, the padded content.
function wrap(bound: Bound, text: string): string {
  const names = utf8.encode(JSON.stringify(bound))
  const padded = pad(utf8.encode(text))
  const bytes = new Uint8Array(3 + names.length + padded.length)
  bytes[0] = version
  new DataView(bytes.buffer).setUint16(1, names.length)
  bytes.set(names, 3)
  bytes.set(padded, 3 + names.length)
  return base64url(bytes)
}

function unwrap(sealed: string): { bound: Bound; text: string } {
  try {
    const bytes = fromBase64url(sealed)
    if (bytes.length < 3 || bytes[0] !== version) throw new NotOpened("version")
    const end = 3 + new DataView(bytes.buffer).getUint16(1)
    const bound = JSON.parse(strictUtf8.decode(bytes.subarray(3, end))) as Bound
    return { bound, text: strictUtf8.decode(unpad(bytes.subarray(end))) }
  } catch (error) {
    throw error instanceof NotOpened ? error : new NotOpened("form")
  }
}

function demand(bound: Bound, expected: Bound): void {
  if (JSON.stringify(bound) !== JSON.stringify(expected)) throw new NotOpened("another name")
}

function isLeftover(value: unknown): value is Leftover {
  const leftover = value as Leftover | null
  return typeof leftover?.stream === "string" && isNumber(leftover.first) && isNumber(leftover.last)
}

function isNumber(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1
}

// The keys of one session, as one load holds them: its own, one for each set of members, and those
// that the openings of other loads brought.
export class Sealer {
  private ownKey = 0
  private ownLoads: readonly string[] = []
  private readonly keysOf = new Map<string, Set<number>>()

  constructor(private readonly place: { desk: string; session: string; load: string }) {}

  // A fresh key for exactly these loads; answers with its number, from 1.
  async nextKey(loads: readonly string[]): Promise<number> {
    this.ownLoads = [...loads]
    this.ownKey += 1
    return this.ownKey
  }

  // Locks a word under the present key.
  async sealWord(name: WordName, text: string): Promise<string> {
    return wrap(this.boundToWord(this.place.load, this.ownKey, name), text)
  }

  // Whether words of this load and key open: "to_come" waits for an opening, "gone" is older than
  // what its sender uses now and is sent again.
  keyState(load: string, key: number): "held" | "to_come" | "gone" {
    const keys = this.keysOf.get(load)
    if (keys?.has(key)) return "held"
    return keys !== undefined && key < Math.max(...keys) ? "gone" : "to_come"
  }

  async openWord(name: WordName, load: string, key: number, sealed: string): Promise<string> {
    if (this.keyState(load, key) !== "held") throw new NotOpened("no key")
    const { bound, text } = unwrap(sealed)
    demand(bound, this.boundToWord(load, key, name))
    return text
  }

  // Hands the present key to one load, which must be one it was made for.
  async makeOpening(to: string, content: OpeningContent): Promise<string> {
    if (!this.ownLoads.includes(to)) throw new Error("an opening for a load without a key")
    const bound = this.boundToOpening(this.place.load, to, this.ownKey, content.stream)
    return wrap(bound, JSON.stringify({ first: content.first, leftovers: content.leftovers }))
  }

  // Opens what `from` sent to this load, and keeps its key.
  async readOpening(from: string, sealed: string): Promise<OpeningContent> {
    const { bound, text } = unwrap(sealed)
    const [key, stream] = [bound[5], bound[6]]
    if (!isNumber(key) || typeof stream !== "string") throw new NotOpened("form")
    demand(bound, this.boundToOpening(from, this.place.load, key, stream))
    const content = this.readContent(stream, text)
    const keys = this.keysOf.get(from) ?? new Set()
    this.keysOf.set(from, keys.add(key))
    return content
  }

  private readContent(stream: string, text: string): OpeningContent {
    let content: Partial<OpeningContent> | null
    try {
      content = JSON.parse(text) as Partial<OpeningContent> | null
    } catch {
      throw new NotOpened("form")
    }
    const { first, leftovers } = content ?? {}
    if (!isNumber(first) || !Array.isArray(leftovers) || !leftovers.every(isLeftover)) {
      throw new NotOpened("form")
    }
    return { stream, first, leftovers }
  }

  private boundToWord(load: string, key: number, name: WordName): Bound {
    const { desk, session } = this.place
    return ["word", desk, session, load, key, name.stream, name.number]
  }

  private boundToOpening(from: string, to: string, key: number, stream: string): Bound {
    const { desk, session } = this.place
    return ["opening", desk, session, from, to, key, stream]
  }
}
