// Reads histories line by line, however long they are: one file in order, or many merged by time.
// Each line is known by a number from which it can be read again, so that nobody has to keep it.
import { closeSync, fstatSync, openSync, readSync } from "node:fs"
import { basename } from "node:path"

// The histories say too little, or not what they should: nothing can be said about the evening.
export class NotJudged extends Error {}

const pieceBytes = 1 << 20
const mostFiles = 1024 // of one evening; a line's number holds its file and its place in it

// Decoded byte by byte, so that a place in the text is a place in the file; `asText` undoes that, which
// takes time.
class LineFile {
  constructor(path, index, asText = (line) => line) {
    this.path = path
    this.index = index
    this.asText = asText
    this.file = openSync(path, "r")
    this.text = ""
    this.at = 0 // in text
    this.start = 0 // of text in the file
    this.piece = Buffer.alloc(pieceBytes)
    this.head = null // the next object
    this.ref = 0
    this.next()
  }

  get name() {
    return basename(this.path)
  }

  next() {
    const line = this.line()
    if (line === null) {
      this.head = null
      return
    }
    try {
      this.head = JSON.parse(this.asText(line))
    } catch {
      throw new NotJudged(`${this.name} has a line that is not JSON, at byte ${this.start + this.at - line.length - 1}`)
    }
  }

  line() {
    for (;;) {
      const end = this.text.indexOf("\n", this.at)
      if (end >= 0) {
        this.ref = (this.start + this.at) * mostFiles + this.index
        const line = this.text.slice(this.at, end)
        this.at = end + 1
        return line
      }
      const read = readSync(this.file, this.piece)
      if (read === 0) {
        if (this.at < this.text.length) throw new NotJudged(`${this.name} ends in the middle of a line`)
        return null
      }
      this.start += this.at
      this.text = this.text.slice(this.at) + this.piece.toString("latin1", 0, read)
      this.at = 0
    }
  }

  // The line at this place, as it stands.
  lineAt(offset) {
    const size = fstatSync(this.file).size
    let bytes = Buffer.alloc(0)
    while (bytes.indexOf(10) < 0 && offset + bytes.length < size) {
      const more = Buffer.alloc(64 * 1024)
      const read = readSync(this.file, more, 0, more.length, offset + bytes.length)
      bytes = Buffer.concat([bytes, more.subarray(0, read)])
    }
    const end = bytes.indexOf(10)
    return bytes.toString("utf8", 0, end < 0 ? bytes.length : end)
  }
}

export class Histories {
  constructor(paths) {
    if (paths.length > mostFiles) throw new NotJudged(`more than ${mostFiles} histories`)
    this.files = paths.map((path, index) => new LineFile(path, index))
  }

  // Calls `visit(object, ref)` for each line of all files, in the order of `t`.
  inOrder(visit) {
    let last = -Infinity
    for (;;) {
      const [first, until] = this.earliest()
      if (first === null) return
      while (first.head !== null && first.head.t <= until) {
        const { head, ref } = first
        if (!(head.t >= last)) throw new NotJudged(`${first.name} goes back in time: ${JSON.stringify(head)}`)
        last = head.t
        first.next()
        visit(head, ref)
      }
    }
  }

  // The file with the earliest line, and how long it is the earliest.
  earliest() {
    let first = null
    let until = Infinity
    for (const file of this.files) {
      if (file.head === null) continue
      if (first === null || file.head.t < first.head.t) {
        if (first !== null) until = Math.min(until, first.head.t)
        first = file
      } else {
        until = Math.min(until, file.head.t)
      }
    }
    return [first, until]
  }

  // "name: the line", for people.
  quote(ref) {
    const file = this.files[ref % mostFiles]
    return `${file.name}: ${file.lineAt(Math.floor(ref / mostFiles))}`
  }

  close() {
    for (const { file } of this.files) closeSync(file)
  }
}

// Calls `visit(object)` for each line of one file.
export function eachLine(path, visit) {
  const lines = new LineFile(path, 0, (line) => Buffer.from(line, "latin1").toString("utf8"))
  for (; lines.head !== null; lines.next()) visit(lines.head)
  closeSync(lines.file)
}
