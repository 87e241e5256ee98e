// Secret and unguessable names: random bytes, and base64url without padding (RFC 4648, section 5),
// the only form in which bytes cross the wire. It knows nothing of what is named.

export type RandomBytes = (size: number) => Uint8Array

export const browserRandom: RandomBytes = (size) => crypto.getRandomValues(new Uint8Array(size))

// A load and a stream are named by 16 bytes: no two pages ever choose the same.
export function randomName(random: RandomBytes): string {
  return base64url(random(16))
}

export function base64url(bytes: Uint8Array): string {
  let binary = ""
  // String.fromCharCode takes its bytes as arguments, and an engine takes only so many.
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  }
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
}

// Throws for what is not base64url.
export function fromBase64url(text: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new Error("not base64url")
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
