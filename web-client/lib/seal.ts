// The only door to words: what leaves a page leaves through here, locked for the members of its
// session, and what comes in is opened here or nowhere. There is no way around it: a key that is
// missing, empty, changed or unknown is an error, never a plain text. It knows no socket and no screen;
// docs/decisions/sealed-words.md says what is bound to what, and why.

import { encapsulatedBytes, NotOpened, tagBytes, type Bytes, type Cipher, type LoadKeys } from "./keys"
import { pad, paddedSize, unpad } from "./padding"
import { base64url, fromBase64url, type RandomBytes } from "./random"

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

const version = 1
const counterBytes = 8
const secretBytes = 32
const streamBytes = 16
const wordHead = 1 + counterBytes
const openingHead = 1 + 4 + streamBytes // the key's number and the stream are bound, not hidden

const utf8 = new TextEncoder()
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

// Characters that a word of so many bytes takes on the wire.
export function sealedSize(bytes: number): number {
  return Math.ceil(((wordHead + paddedSize(bytes) + tagBytes) * 4) / 3)
}

// `about`: of a thread, the session beside which it stands; absent: `session` is a session's own name. What
// is locked for the one opens nowhere else.
export interface SealerOptions {
  desk: string
  session: string
  about?: string
  load: string
  keys: LoadKeys
  random: RandomBytes
}

interface Held {
  cipher: Cipher // of words
  secret: Bytes
}

// The keys of one session, as one load holds them: its own, one for each set of members, and those
// that the openings of other loads brought.
export class Sealer {
  keysUsed = 0 // the number of the present one; a page whose seat comes back goes on behind them
  private ownLoads: readonly string[] = []
  private own: Held | null = null
  private readonly held = new Map<string, Map<number, Held>>() // load -> key
  private readonly publicKeys = new Map<string, string>() // load -> as it was introduced

  constructor(private readonly place: SealerOptions) {}

  // A load has one public key as long as it lives. False: it was introduced with another one before,
  // and keeps that.
  introduce(load: string, publicKey: string): boolean {
    const known = this.publicKeys.get(load) ?? publicKey
    this.publicKeys.set(load, known)
    return known === publicKey
  }

  // A fresh key for exactly these loads; answers with its number, from 1.
  async nextKey(loads: readonly string[]): Promise<number> {
    const secret = new Uint8Array(this.place.random(secretBytes))
    this.own = { secret, cipher: await this.cipher(secret, "word") }
    this.ownLoads = [...loads]
    this.keysUsed += 1
    return this.keysUsed
  }

  // Locks a word under the present key.
  async sealWord(name: WordName, text: string): Promise<string> {
    if (this.own === null) throw new Error("a word before the first key")
    return this.lock(this.own.cipher, this.bound("word", this.place.load, this.keysUsed, name.stream, name.number), utf8.encode(text))
  }

  // Locks a chunk of history under the present key, for one load.
  async sealChunk(to: string, number: number, count: number, content: Bytes): Promise<{ key: number; sealed: string }> {
    const { own, keysUsed: key } = this
    if (own === null) throw new Error("history before the first key")
    const cipher = await this.cipher(own.secret, "history")
    return { key, sealed: await this.lock(cipher, this.bound("history", this.place.load, to, key, number, count), content) }
  }

  async openChunk(load: string, key: number, number: number, count: number, sealed: string): Promise<Uint8Array> {
    const secret = this.held.get(load)?.get(key)?.secret
    if (secret === undefined) throw new NotOpened("no key")
    const cipher = await this.cipher(secret, "history")
    return this.unlock(cipher, this.bound("history", load, this.place.load, key, number, count), sealed)
  }

  // Whether words of this load and key open: "to_come" waits for an opening, "gone" is older than
  // what its sender uses now and is sent again.
  keyState(load: string, key: number): "held" | "to_come" | "gone" {
    const keys = this.held.get(load)
    if (keys?.has(key)) return "held"
    return keys !== undefined && key < Math.max(...keys.keys()) ? "gone" : "to_come"
  }

  async openWord(name: WordName, load: string, key: number, sealed: string): Promise<string> {
    const cipher = this.held.get(load)?.get(key)?.cipher
    if (cipher === undefined) throw new NotOpened("no key")
    return textOf(await this.unlock(cipher, this.bound("word", load, key, name.stream, name.number), sealed))
  }

  // Hands the present key to one load, which must be one it was made for. Throws NotOpened when that
  // load was introduced without a key, or with none that is one.
  async makeOpening(to: string, { stream, first, leftovers }: OpeningContent): Promise<string> {
    const publicKey = this.publicKeys.get(to)
    if (this.own === null || !this.ownLoads.includes(to)) throw new Error("an opening for a load without a key")
    if (publicKey === undefined) throw new NotOpened("no public key")
    const { keys, load } = this.place
    const content = pad(utf8.encode(JSON.stringify({ secret: base64url(this.own.secret), first, leftovers })))
    const head = openingHeadOf(this.keysUsed, stream)
    const locked = await keys.sealTo(publicKey, this.bound("opening", load, to, this.keysUsed, stream), content)
    const bytes = new Uint8Array(openingHead + locked.length)
    bytes.set(head)
    bytes.set(locked, openingHead)
    return base64url(bytes)
  }

  // Opens what `from` sent to this load, and keeps its key. Null for one that is older than what is
  // here: it was had before.
  async readOpening(from: string, sealed: string): Promise<OpeningContent | null> {
    const publicKey = this.publicKeys.get(from)
    if (publicKey === undefined) throw new NotOpened("no public key")
    const { keys, load } = this.place
    const bytes = bytesOf(sealed, openingHead + encapsulatedBytes)
    const key = new DataView(bytes.buffer).getUint32(1)
    const stream = base64url(bytes.subarray(openingHead - streamBytes, openingHead))
    const info = this.bound("opening", from, load, key, stream)
    const text = textOf(unpad(await keys.openFrom(publicKey, info, bytes.slice(openingHead))))
    const { secret, first, leftovers } = readContent(text)
    const cipher = await this.cipher(secret, "word")
    const known = this.held.get(from) ?? new Map<number, Held>()
    if (key < Math.max(0, ...known.keys())) return null
    this.held.set(from, known.set(key, { cipher, secret }))
    return { stream, first, leftovers }
  }

  private async lock(cipher: Cipher, bound: Bytes, content: Uint8Array): Promise<string> {
    const counter = this.place.keys.nextCounter()
    const locked = await cipher.seal(counter, bound, pad(content))
    const bytes = new Uint8Array(wordHead + locked.length)
    bytes[0] = version
    new DataView(bytes.buffer).setBigUint64(1, BigInt(counter))
    bytes.set(locked, wordHead)
    return base64url(bytes)
  }

  private async unlock(cipher: Cipher, bound: Bytes, sealed: string): Promise<Uint8Array> {
    const bytes = bytesOf(sealed, wordHead)
    const counter = new DataView(bytes.buffer).getBigUint64(1)
    if (counter > BigInt(Number.MAX_SAFE_INTEGER)) throw new NotOpened("counter")
    return unpad(await cipher.open(Number(counter), bound, bytes.slice(wordHead)))
  }

  // What is authenticated beside a text: of which kind it is, and where it belongs.
  private bound(kind: string, ...place: (string | number)[]): Bytes {
    const { desk, session, about } = this.place
    const where = about === undefined ? [session] : [session, about]
    return utf8.encode(JSON.stringify([this.kind(kind), desk, ...where, ...place]))
  }

  private cipher(secret: Bytes, kind: string): Promise<Cipher> {
    return this.place.keys.cipher(secret, this.kind(kind))
  }

  private kind(kind: string): string {
    return this.place.about === undefined ? kind : `thread ${kind}`
  }
}

function openingHeadOf(key: number, stream: string): Uint8Array {
  const head = new Uint8Array(openingHead)
  head[0] = version
  new DataView(head.buffer).setUint32(1, key)
  head.set(fromBase64url(stream), openingHead - streamBytes)
  return head
}

function bytesOf(sealed: string, head: number): Bytes {
  let bytes: Bytes
  try {
    bytes = new Uint8Array(fromBase64url(sealed))
  } catch {
    throw new NotOpened("form")
  }
  if (bytes[0] !== version) throw new NotOpened("version")
  if (bytes.length < head + tagBytes) throw new NotOpened("size")
  return bytes
}

function textOf(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    throw new NotOpened("form")
  }
}

function readContent(text: string): { secret: Bytes; first: number; leftovers: Leftover[] } {
  let content: { secret?: unknown; first?: unknown; leftovers?: unknown } | null
  try {
    content = JSON.parse(text) as typeof content
  } catch {
    throw new NotOpened("form")
  }
  const { secret, first, leftovers } = content ?? {}
  if (typeof secret !== "string" || !isNumber(first) || !Array.isArray(leftovers) || !leftovers.every(isLeftover)) {
    throw new NotOpened("form")
  }
  if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) throw new NotOpened("key")
  const bytes = new Uint8Array(fromBase64url(secret))
  if (bytes.length !== secretBytes) throw new NotOpened("key")
  return { secret: bytes, first, leftovers }
}

function isLeftover(value: unknown): value is Leftover {
  const leftover = value as Leftover | null
  return typeof leftover?.stream === "string" && isNumber(leftover.first) && isNumber(leftover.last)
}

function isNumber(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1
}
