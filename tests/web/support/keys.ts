// Keys for tests that turn a clock by hand: locks of the same kind by Node's own functions, which are
// done at once. What a browser does is tried in seal.test.ts.

import { createCipheriv, createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto"

import { encapsulatedBytes, NotOpened, nonceOf, tagBytes, type Bytes, type Cipher, type LoadKeys } from "../../../web-client/lib/keys"
import { base64url, fromBase64url } from "../../../web-client/lib/random"

const secretOf = (material: Uint8Array, salt: Uint8Array, info: Uint8Array | string) =>
  new Uint8Array(hkdfSync("sha256", material, salt, info, 32))

export class TestKeys implements LoadKeys {
  readonly publicKey: string
  private readonly pair = createECDH("prime256v1")
  private counter = 0

  constructor() {
    this.publicKey = base64url(this.pair.generateKeys())
  }

  async sealTo(publicKey: string, info: Bytes, text: Bytes): Promise<Bytes> {
    const encapsulated = new Uint8Array(randomBytes(encapsulatedBytes))
    const key = secretOf(this.shared(publicKey), encapsulated, info)
    return new Uint8Array(Buffer.concat([encapsulated, locked(key, 0, info, text)]))
  }

  async openFrom(publicKey: string, info: Bytes, sealed: Bytes): Promise<Bytes> {
    const encapsulated = sealed.slice(0, encapsulatedBytes)
    const key = secretOf(this.shared(publicKey), encapsulated, info)
    return unlocked(key, 0, info, sealed.slice(encapsulatedBytes))
  }

  async cipher(secret: Bytes, kind: string): Promise<Cipher> {
    const key = secretOf(secret, new Uint8Array(0), kind)
    return {
      seal: async (counter, bound, text) => locked(key, counter, bound, text),
      open: async (counter, bound, text) => unlocked(key, counter, bound, text),
    }
  }

  private shared(publicKey: string): Uint8Array {
    try {
      return this.pair.computeSecret(fromBase64url(publicKey))
    } catch {
      throw new NotOpened("public key")
    }
  }

  nextCounter(): number {
    this.counter += 1
    return this.counter
  }
}

// One pair for each load, whoever asks: in a test everybody is introduced.
const ofLoads = new Map<string, TestKeys>()

export function keysOf(load: string): TestKeys {
  const known = ofLoads.get(load) ?? new TestKeys()
  ofLoads.set(load, known)
  return known
}

function locked(key: Uint8Array, counter: number, bound: Uint8Array, text: Uint8Array): Bytes {
  const cipher = createCipheriv("aes-256-gcm", key, nonceOf(counter)).setAAD(bound)
  return new Uint8Array(Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]))
}

function unlocked(key: Uint8Array, counter: number, bound: Uint8Array, sealed: Uint8Array): Bytes {
  try {
    const end = sealed.length - tagBytes
    const cipher = createDecipheriv("aes-256-gcm", key, nonceOf(counter)).setAAD(bound).setAuthTag(sealed.subarray(end))
    return new Uint8Array(Buffer.concat([cipher.update(sealed.subarray(0, end)), cipher.final()]))
  } catch {
    throw new NotOpened("test")
  }
}
