// Seeded randomness (mulberry32): the same seed gives the same run.

export class Random {
  constructor(private state: number) {}

  // 0 to 1, without 1.
  unit(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  below(limit: number): number {
    return Math.floor(this.unit() * limit)
  }

  bytes = (size: number): Uint8Array => Uint8Array.from({ length: size }, () => this.below(256))
}
