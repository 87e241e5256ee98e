// Looks for sentences in every file of a folder, in the forms that words take on their way: as text
// in three encodings, hexadecimal, base64 at each of its three alignments, escaped for JSON and for an
// address.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

const shortest = 6 // bytes; less is found by chance in a hundred megabytes

const escaped = (text, write) => [...text].map((sign) => (sign < "\x80" ? sign : write(sign))).join("")
const units = (sign) => Array.from({ length: sign.length }, (_, at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, "0")}`).join("")

// What is surely part of the base64 of anything in which `bytes` begin `before` bytes after a
// multiple of three.
function base64(bytes, before) {
  const whole = Buffer.concat([Buffer.alloc(before), bytes])
  return whole.toString("base64").slice([0, 2, 3][before], Math.floor((whole.length * 8) / 6))
}

// Without a leading zero, which every second place of a file has.
function bigEndian(text) {
  const bytes = Buffer.from(text, "utf16le").swap16()
  return bytes[0] === 0 ? bytes.subarray(1) : bytes
}

// Line by line, since a line break is written in many ways.
export function forms(sentence) {
  const all = new Map()
  for (const [at, line] of sentence.split("\n").entries()) {
    const utf8 = Buffer.from(line)
    const add = (name, form) => all.set(`${name}, line ${at + 1}`, Buffer.from(form))
    add("UTF-8", utf8)
    add("UTF-16LE", Buffer.from(line, "utf16le"))
    add("UTF-16BE", bigEndian(line))
    add("hexadecimal", utf8.toString("hex"))
    add("hexadecimal, upper case", utf8.toString("hex").toUpperCase())
    for (const before of [0, 1, 2]) {
      add(`base64 + ${before}`, base64(utf8, before))
      add(`base64url + ${before}`, base64(utf8, before).replaceAll("+", "-").replaceAll("/", "_"))
    }
    add("JSON", escaped(line, units))
    add("JSON, upper case", escaped(line, (sign) => units(sign).toUpperCase().replaceAll("\\U", "\\u")))
    add("percent", encodeURIComponent(line))
    add("percent, lower case", encodeURIComponent(line).replace(/%../g, (code) => code.toLowerCase()))
  }
  for (const [name, form] of all) if (form.length < shortest) all.delete(name)
  return all
}

export function* files(folder, spared) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (spared.includes(path)) continue
    if (entry.isDirectory()) yield* files(path, spared)
    else if (entry.isFile()) yield path
  }
}

// Needles by their first two bytes, and those that begin alike by what all of these have room for:
// almost every place of a file is done with one look, and no place with many.
function index(sentences, formsOf) {
  const needles = new Array(0x10000)
  for (const sentence of sentences) {
    for (const [name, form] of formsOf(sentence)) {
      const bucket = (needles[form.readUInt16LE(0)] ??= { shortest: form.length, all: [] })
      bucket.shortest = Math.min(bucket.shortest, form.length)
      bucket.all.push({ sentence, name, form })
    }
  }
  for (const bucket of needles) {
    if (bucket === undefined) continue
    bucket.beginning = new Map()
    for (const needle of bucket.all) {
      const start = needle.form.toString("latin1", 0, bucket.shortest)
      bucket.beginning.set(start, [...(bucket.beginning.get(start) ?? []), needle])
    }
  }
  return needles
}

function inFile(bytes, needles, found) {
  for (let at = 0; at + 1 < bytes.length; at += 1) {
    const bucket = needles[bytes[at] | (bytes[at + 1] << 8)]
    if (bucket === undefined) continue
    for (const needle of bucket.beginning.get(bytes.latin1Slice(at, Math.min(at + bucket.shortest, bytes.length))) ?? []) {
      const { form } = needle
      if (bytes.length - at >= form.length && bytes.compare(form, 0, form.length, at, at + form.length) === 0) found(needle)
    }
  }
}

// Every sentence that stands in a file below `folder`, as "form of sentence in file", and how much was
// read. What vanishes while it is searched is read no more. `formsOf` gives what a sentence may look like.
export const search = (folder, sentences, spared, formsOf = forms) => searchFiles(files(folder, spared), sentences, formsOf)

export function searchFiles(paths, sentences, formsOf = forms) {
  const needles = index(sentences, formsOf)
  const hits = new Set()
  let [read, bytesRead] = [0, 0]
  for (const path of paths) {
    let bytes
    try {
      bytes = readFileSync(path)
    } catch (error) {
      if (error.code === "ENOENT") continue
      throw error
    }
    read += 1
    bytesRead += bytes.length
    inFile(bytes, needles, ({ sentence, name }) => hits.add(`${name} of ${sentence} in ${path}`))
  }
  return { hits: [...hits], read, bytesRead }
}
