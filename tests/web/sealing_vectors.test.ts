// What is locked opens elsewhere and later: the vectors of RFC 9180 for the way in which openings are
// locked, and texts of version 1 that were locked once and must open for ever.
import assert from "node:assert/strict"
import { webcrypto } from "node:crypto"
import { test } from "node:test"

import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core"

import { WebKeys } from "../../web-client/lib/keys"
import { browserRandom } from "../../web-client/lib/random"
import { Sealer } from "../../web-client/lib/seal"

globalThis.crypto ??= webcrypto as Crypto // Node 18 has it under another name

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"))

// RFC 9180, appendix A.3.3: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, mode Auth. (The
// appendix has no AES-256 on this curve; key length and cipher are all that differs.)
const recipient = {
  secret: "d929ab4be2e59f6954d6bedd93e638f02d4046cef21115b00cdda2acb2a4440e",
  point: "04423e363e1cd54ce7b7573110ac121399acbc9ed815fae03b72ffbd4c18b01836835c5a09513f28fc971b7266cfde2e96afe84bb0f266920e82c4f53b36e1a78d",
}
const sender = {
  secret: "1120ac99fb1fccc1e8230502d245719d1b217fe20505c7648795139d177f0de9",
  point: "04a817a0902bf28e036d66add5d544cc3a0457eab150f104285df1e293b5c10eef8651213e43d9cd9086c80b309df22cf37609f58c1127f7607e85f210b2804f73",
}
const ephemeral = "798d82a8d9ea19dbc7f2c6dfa54e8a6706f7cdc119db0813dacf8440ab37c857" // ikmE
const enc = "042224f3ea800f7ec55c03f29fc9865f6ee27004f818fcbdc6dc68932c1e52e15b79e264a98f2c535ef06745f3d308624414153b22c7332bc1e691cb4af4d53454"
const info = "4f6465206f6e2061204772656369616e2055726e"
const plain = "4265617574792069732074727574682c20747275746820626561757479"
const encryptions = [
  ["436f756e742d30", "82ffc8c44760db691a07c5627e5fc2c08e7a86979ee79b494a17cc3405446ac2bdb8f265db4a099ed3289ffe19"],
  ["436f756e742d31", "b0a705a54532c7b4f5907de51c13dffe1e08d55ee9ba59686114b05945494d96725b239468f1229e3966aa1250"],
] as const

async function pairOf({ secret, point }: typeof sender): Promise<CryptoKeyPair> {
  const part = (hex: string) => Buffer.from(hex, "hex").toString("base64url")
  const open = { kty: "EC", crv: "P-256", x: part(point.slice(2, 66)), y: part(point.slice(66)) }
  const curve = { name: "ECDH", namedCurve: "P-256" }
  return {
    privateKey: await crypto.subtle.importKey("jwk", { ...open, d: part(secret) }, curve, true, ["deriveBits"]),
    publicKey: await crypto.subtle.importKey("jwk", open, curve, true, []),
  }
}

test("RFC 9180, A.3.3: what its sender has locked opens", async () => {
  const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() })
  const context = await suite.createRecipientContext({
    recipientKey: await pairOf(recipient),
    senderPublicKey: (await pairOf(sender)).publicKey,
    enc: bytes(enc),
    info: bytes(info),
  })
  for (const [aad, locked] of encryptions) {
    assert.equal(Buffer.from(await context.open(bytes(locked), bytes(aad))).toString("hex"), plain)
  }
})

test("RFC 9180, A.3.3: with its ephemeral key the same is locked, byte for byte", async () => {
  const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() })
  const context = await suite.createSenderContext({
    recipientPublicKey: (await pairOf(recipient)).publicKey,
    senderKey: await pairOf(sender),
    info: bytes(info),
    ekm: await suite.kem.deriveKeyPair(bytes(ephemeral).buffer),
  })
  assert.equal(Buffer.from(context.enc).toString("hex"), enc)
  for (const [aad, locked] of encryptions) {
    assert.equal(Buffer.from(await context.seal(bytes(plain), bytes(aad))).toString("hex"), locked)
  }
})

const hana = "hhhhhhhhhhhhhhhhhhhhhg"
const sora = "ssssssssssssssssssssss"
const stream = "aaaaaaaaaaaaaaaaaaaaaQ"

async function sealerOf(load: string): Promise<Sealer> {
  const [own, other] = load === hana ? [sender, recipient] : [recipient, sender]
  const keys = await WebKeys.of(await pairOf(own))
  const sealer = new Sealer({ desk: "demo", session: "3-17", load, keys, random: browserRandom })
  sealer.introduce(load === hana ? sora : hana, Buffer.from(other.point, "hex").toString("base64url"))
  return sealer
}

// Locked on 2026-11-25 with those pairs, by hana for sora.
const opening = [
  "AQAAAAFpppppppppppppppppppppBJaOIgBhPFaBZICwg15Um87SpwTP9BatoXmU2GlCAIrJepLWDxkTKLoPF2gYVsu0BNlHtEKC7lPc0UpKdR",
  "8JvvRH-rUDhMshXIxY-hqFsT6q8kgh6J5OCiPFx0dYAK9esDP8bwXMjJ1-ezV0W6EefO4mLtx4E8KNeuPBtZeQq7oKg48z5xSY2kzFSgAD5JI6",
  "DdNWvChivNw-YHNFFdNXof_nZYwyIIy4TWl7d12_ZKJWZ_VaEyUB1K0XQ5qJN0FP92UOM0AB6hDityjXAPkYr3eImawPH8kd64A5O6PC79GTA4",
  "OS275pAsbWxPYpD1dI4GQYxVsiryn-nn-3WW244I9QugKl2OAZPe1o6bOXKYGLXlEEotr7AeZSTcfomMH5heUOwnkImq_qe7wT_NoEaru5DVdc",
  "aEYl7f4CYMigpIGMsIhkfSE4bRyyw98ntTtn7A",
].join("")
const word = [
  "AQAAAAAAAAABOU1s2so0cIqA-Owdvxi1vk6L_dnGg0xib9rVnVqbu-FNBdoMNEitcJwV3GY3Oz1fjjJhpblwjo0_Yo8vWdR27l20XTJAfhllHN",
  "hVlx1-ZMyGLLJDAp-qLdihomvoejqzp7giil2C9nysBwe80rd5vyiGPPPy1PA-hQoo1zPKUt2XJZsC85TxhfIyNCwgF2onWTEMijEq_diTKfA1",
  "DGJoPSSl_kwWYYf8DZieM7pbWwDPZIXHh9VJzSHhJH8gq4NFuCruPjaO8lW2j4Qn63TqsLLU4hQ183QZv4T9nFWAiynMYC0O9uOJuLwWa9xbVz",
  "OxXzDSCS2ywcaygYZG987p3yoKv4H9HKNQvIXVu_7O9Ig",
].join("")

test("an opening and a word of version 1 open as they did", async () => {
  const reader = await sealerOf(sora)
  assert.deepEqual(await reader.readOpening(hana, opening), { stream, first: 3, leftovers: [] })
  assert.equal(await reader.openWord({ stream, number: 3 }, hana, 1, word), "眠れない夜が続いています。")
})
