// The work that is asked for while many ask for a place at once; loaded only then. It knows nothing
// of who asks.

// Together they cost little more than one; between batches the page stays alive.
const batch = 32

// Whether a hash begins with so many zero bits.
function begins(hash: ArrayBuffer, bits: number): boolean {
  const first = new DataView(hash).getUint32(0)
  return bits === 0 || first >>> (32 - bits) === 0
}

// A number whose four bytes behind those of the salt make a SHA-256 that begins with `bits` zeros,
// at most 32; null once nobody wants it any more.
export async function solve(salt: Uint8Array, bits: number, wanted: () => boolean): Promise<number | null> {
  const hashed = (number: number) => {
    const text = new Uint8Array(salt.length + 4)
    text.set(salt)
    new DataView(text.buffer).setUint32(salt.length, number)
    return crypto.subtle.digest("SHA-256", text)
  }
  for (let from = 0; wanted(); from += batch) {
    const hashes = await Promise.all(Array.from({ length: batch }, (_, at) => hashed(from + at)))
    const found = hashes.findIndex((hash) => begins(hash, bits))
    if (found >= 0) return from + found
  }
  return null
}
