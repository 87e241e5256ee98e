// The keys of one load. To its public one others lock what only it may open: HPKE (RFC 9180) in the
// authenticated mode, so that an opening is its maker's and nobody else's; DHKEM(P-256, HKDF-SHA256),
// HKDF-SHA256, AES-256-GCM. The private one is made in the browser, cannot be taken out of it, and is
// gone with the load. Words are locked with AES-256-GCM under secrets that openings carry. It knows
// no session and no words.

import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core"

import { base64url, fromBase64url } from "./random"

// A text that is not what it says, or whose key is not here. Never shown, never confirmed.
export class NotOpened extends Error {}

// AES-256-GCM under one secret, for one kind of text. `bound` is authenticated beside the text.
export interface Cipher {
  seal(counter: number, bound: Bytes, text: Bytes): Promise<Bytes>
  open(counter: number, bound: Bytes, locked: Bytes): Promise<Bytes> // throws NotOpened
}

export interface LoadKeys {
  readonly publicKey: string // base64url of 65 bytes

  // For the holder of that public key, from this load; `info` is bound to it. Encapsulated key and
  // locked text, one behind the other. Throws NotOpened for what is no public key.
  sealTo(publicKey: string, info: Bytes, text: Bytes): Promise<Bytes>
  openFrom(publicKey: string, info: Bytes, locked: Bytes): Promise<Bytes> // throws NotOpened

  // No two kinds share a key, though they share a secret.
  cipher(secret: Bytes, kind: string): Promise<Cipher>

  // Rises with each use, so no key ever sees a nonce twice. Only in memory: a load that forgot it
  // would be another load.
  nextCounter(): number
}

export type Bytes = Uint8Array<ArrayBuffer>

// How a load comes by its keys: a browser makes them.
export type MakeKeys = () => LoadKeys | Promise<LoadKeys>

export const encapsulatedBytes = 65
export const tagBytes = 16

const utf8 = new TextEncoder()

export class WebKeys implements LoadKeys {
  private counter = 0

  private constructor(
    private readonly suite: CipherSuite,
    private readonly pair: CryptoKeyPair,
    readonly publicKey: string,
  ) {}

  static async make(): Promise<LoadKeys> {
    return WebKeys.of(await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]))
  }

  static async of(pair: CryptoKeyPair): Promise<LoadKeys> {
    const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
    const point = await crypto.subtle.exportKey("raw", pair.publicKey)
    return new WebKeys(suite, pair, base64url(new Uint8Array(point)))
  }

  async sealTo(publicKey: string, info: Bytes, text: Bytes): Promise<Bytes> {
    const recipientPublicKey = await this.point(publicKey)
    const { enc, ct } = await this.suite.seal({ recipientPublicKey, info, senderKey: this.pair }, text)
    const sealed = new Uint8Array(encapsulatedBytes + ct.byteLength)
    sealed.set(new Uint8Array(enc))
    sealed.set(new Uint8Array(ct), encapsulatedBytes)
    return sealed
  }

  async openFrom(publicKey: string, info: Bytes, locked: Bytes): Promise<Bytes> {
    try {
      const senderPublicKey = await this.point(publicKey)
      const enc = locked.slice(0, encapsulatedBytes)
      return new Uint8Array(
        await this.suite.open({ recipientKey: this.pair, enc, info, senderPublicKey }, locked.slice(encapsulatedBytes)),
      )
    } catch {
      throw new NotOpened("opening")
    }
  }

  async cipher(secret: Bytes, kind: string): Promise<Cipher> {
    const { subtle } = crypto
    const material = await subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"])
    const hkdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: utf8.encode(`yorisoi 1 ${kind}`) }
    const key = await subtle.deriveKey(hkdf, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
    return {
      seal: async (counter, bound, text) => new Uint8Array(await subtle.encrypt(gcm(counter, bound), key, text)),
      open: async (counter, bound, locked) => {
        try {
          return new Uint8Array(await subtle.decrypt(gcm(counter, bound), key, locked))
        } catch {
          throw new NotOpened(kind)
        }
      },
    }
  }

  nextCounter(): number {
    this.counter += 1
    return this.counter
  }

  private async point(publicKey: string): Promise<CryptoKey> {
    try {
      return await this.suite.kem.deserializePublicKey(new Uint8Array(fromBase64url(publicKey)))
    } catch {
      throw new NotOpened("public key")
    }
  }
}

// 96 bits, the counter in the last 64 (NIST SP 800-38D, section 8.2.1).
export function nonceOf(counter: number): Bytes {
  const nonce = new DataView(new ArrayBuffer(12))
  nonce.setBigUint64(4, BigInt(counter))
  return new Uint8Array(nonce.buffer)
}

function gcm(counter: number, bound: Bytes): AesGcmParams {
  return { name: "AES-GCM", iv: nonceOf(counter), additionalData: bound }
}
