// How long a locked text is: 256 · 2^k bytes, so that a reader of the wire learns its size only
// roughly. The content's length stands before it. It knows no keys.

import { NotOpened, type Bytes } from "./keys"

const smallest = 256
const largest = 16 * 1024
const lengthBytes = 4
export const longestText = largest - lengthBytes // bytes of UTF-8

const utf8 = new TextEncoder()

export function textBytes(text: string): number {
  return utf8.encode(text).length
}

export function paddedSize(bytes: number): number {
  let size = smallest
  while (size < bytes + lengthBytes) size *= 2
  return size
}

export function pad(content: Uint8Array): Bytes {
  if (content.length > longestText) throw new RangeError("a text longer than a word may be")
  const padded = new Uint8Array(paddedSize(content.length))
  new DataView(padded.buffer).setUint32(0, content.length)
  padded.set(content, lengthBytes)
  return padded
}

export function unpad(padded: Uint8Array): Uint8Array {
  if (padded.length < smallest || padded.length > largest) throw new NotOpened("size")
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0)
  if (length > longestText || paddedSize(length) !== padded.length) throw new NotOpened("padding")
  if (padded.subarray(lengthBytes + length).some((byte) => byte !== 0)) throw new NotOpened("padding")
  return padded.subarray(lengthBytes, lengthBytes + length)
}
