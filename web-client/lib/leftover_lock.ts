// The lock of what a load leaves for the load after it: AES-256-GCM under a key that is derived from
// the storage key, which the server tells only to whoever holds the seat, and a random salt of this
// load. The salt stands beside the text; a nonce is a counter of this load, so no key ever sees one
// twice, however often a tab is duplicated. It knows no storage and no words.

import { NotOpened } from "./keys"
import { base64url, browserRandom, fromBase64url, type RandomBytes } from "./random"

export interface LeftoverLock {
  // A text that names its session and everything else that opening it needs, but the key.
  lock(storageKey: string, session: string, text: string): Promise<string>
  // Throws NotOpened for what this key did not lock, for this session and to the last byte.
  unlock(storageKey: string, session: string, locked: string): Promise<string>
}

const saltBytes = 16
const utf8 = new TextEncoder()
const purpose = utf8.encode("yorisoi leftovers")

export class WebCryptoLock implements LeftoverLock {
  private readonly salt: string
  private count = 0

  constructor(
    random: RandomBytes = browserRandom,
    private readonly subtle: SubtleCrypto | null = null, // else the browser's
  ) {
    this.salt = base64url(random(saltBytes))
  }

  async lock(storageKey: string, session: string, text: string): Promise<string> {
    this.count += 1
    const { salt, count } = this
    const key = await this.derive(storageKey, salt)
    const sealed = await this.crypt.encrypt(gcm(count, session), key, padded(utf8.encode(text)))
    return [session, salt, count, base64url(new Uint8Array(sealed))].join(".")
  }

  async unlock(storageKey: string, session: string, locked: string): Promise<string> {
    try {
      const [named, salt = "", count = "", sealed = ""] = locked.split(".")
      if (named !== session) throw new NotOpened("another session")
      const key = await this.derive(storageKey, salt)
      const text = await this.crypt.decrypt(gcm(Number(count), session), key, bytes(sealed))
      return new TextDecoder("utf-8", { fatal: true }).decode(text).trimEnd()
    } catch {
      throw new NotOpened("leftovers")
    }
  }

  // A page that cannot have it is not started, but made.
  private get crypt(): SubtleCrypto {
    return this.subtle ?? crypto.subtle
  }

  private async derive(storageKey: string, salt: string): Promise<CryptoKey> {
    const secret = await this.crypt.importKey("raw", bytes(storageKey), "HKDF", false, ["deriveKey"])
    const hkdf = { name: "HKDF", hash: "SHA-256", salt: bytes(salt), info: purpose }
    return this.crypt.deriveKey(hkdf, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
  }
}

function gcm(count: number, session: string): AesGcmParams {
  const nonce = new DataView(new ArrayBuffer(12))
  nonce.setUint32(8, count)
  return { name: "AES-GCM", iv: nonce, additionalData: utf8.encode(session) }
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(fromBase64url(text))
}

// 256 · 2^k bytes: the size of what lies on a phone tells only roughly how much was written. What is
// locked ends in no space of its own.
function padded(text: Uint8Array): Uint8Array<ArrayBuffer> {
  let size = 256
  while (size < text.length) size *= 2
  const whole = new Uint8Array(size).fill(" ".charCodeAt(0))
  whole.set(text)
  return whole
}
