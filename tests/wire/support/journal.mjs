// Writes a journal as the server would: into the folder of the first argument one segment whose facts
// about the demo's desk are the other arguments. What its bytes are is server/store/journal_frame.hpp's.
import { mkdirSync, writeFileSync } from "node:fs"

const [folder, ...records] = process.argv.slice(2)

// CRC-32C, bit by bit.
function crc(bytes) {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; ++bit) sum = sum & 1 ? (sum >>> 1) ^ 0x82f63b78 : sum >>> 1
  }
  return (sum ^ 0xffffffff) >>> 0
}

const four = (number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(number)
  return bytes
}

const eight = (number) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(number))
  return bytes
}

function head() {
  const bytes = Buffer.concat([Buffer.from("\xf7YRSJ\r\n\x1a", "latin1"), four(1), four(1), four(1), eight(1), eight(Date.now())])
  return Buffer.concat([bytes, four(crc(bytes))])
}

const kinds = { end_of_state: 3, fact: 4 }

function frame(kind, position, desk, record) {
  const lengths = Buffer.concat([four(Buffer.byteLength(record)), Buffer.from([kinds[kind], desk.length, 0, 0])])
  const rest = Buffer.concat([lengths, eight(position), eight(position), eight(Date.now()), Buffer.from(desk + record)])
  return Buffer.concat([Buffer.from("\xf7JRN", "latin1"), four(crc(rest)), rest])
}

const facts = records.map((record, index) => frame("fact", index + 1, "demo", record))
mkdirSync(folder, { recursive: true })
writeFileSync(`${folder}/segment-00000001.journal`, Buffer.concat([head(), frame("end_of_state", 1, "", ""), ...facts]))
