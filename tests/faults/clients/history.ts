// What happened on the pages of one process, one JSON object a line, in the order in which it
// happened: the only thing that the checker knows of them. It judges nothing.

import { closeSync, openSync, writeSync } from "node:fs"

// Written in pieces of about this size; a history is only read when its process has ended.
const pieceBytes = 64 * 1024

export class History {
  private readonly file: number
  private waiting: string[] = []
  private size = 0

  constructor(path: string) {
    this.file = openSync(path, "a")
  }

  write(person: string, load: string, event: string, more: object = {}): void {
    const line = `${JSON.stringify({ t: microseconds(), p: person, l: load, e: event, ...more })}\n`
    this.waiting.push(line)
    this.size += line.length
    if (this.size >= pieceBytes) this.flush()
  }

  end(): void {
    this.flush()
    closeSync(this.file)
  }

  private flush(): void {
    writeSync(this.file, this.waiting.join(""))
    this.waiting = []
    this.size = 0
  }
}

// The machine's monotonic clock, the same for all its processes.
export function microseconds(): number {
  return Number(process.hrtime.bigint() / 1_000n)
}
