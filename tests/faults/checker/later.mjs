// What is looked at once more after a while of the evening's own time: all after the same while, so
// the first that came is the first that is due.

export class Later {
  constructor(delay) {
    this.delay = delay // microseconds
    this.waiting = []
    this.head = 0
  }

  push(now, call) {
    this.waiting.push({ due: now + this.delay, call })
  }

  run(now) {
    while (this.head < this.waiting.length && this.waiting[this.head].due <= now) {
      const { due, call } = this.waiting[this.head]
      this.head += 1
      call(due)
    }
    if (this.head > 1000 && this.head * 2 > this.waiting.length) {
      this.waiting = this.waiting.slice(this.head)
      this.head = 0
    }
  }
}
