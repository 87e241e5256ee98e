// The last hour of the four figures, as this page has seen it, and its line in a small drawing.
// Pure. Nothing of it is stored: a page that was just opened begins with a short line.

import type { Overview } from "../generated/protocol"

export interface Sample {
  at: number
  waiting: number
  longest: number // minutes
  talking: number
  free: number
}

export type Figure = Exclude<keyof Sample, "at">

export const hour = 3_600_000
const apart = 20_000 // 180 of them make an hour: as fine as the drawing is wide

// One sample for each stretch of time; in it the newest state is the one that stands.
export function withSample(samples: readonly Sample[], overview: Overview, longestSeconds: number, now: number): readonly Sample[] {
  const last = samples[samples.length - 1]
  const at = last !== undefined && now - last.at < apart ? last.at : now
  const sample: Sample = {
    at,
    waiting: overview.waiting,
    longest: Math.floor(longestSeconds / 60),
    talking: overview.talking,
    free: overview.free,
  }
  return [...samples.filter((each) => each.at !== at && now - each.at <= hour), sample]
}

export function highest(samples: readonly Sample[], figure: Figure): number {
  return Math.max(0, ...samples.map((sample) => sample[figure]))
}

export interface Drawing {
  line: string // path data
  area: string // the same, closed along the ground
  end: number | null // how high the line is now
}

// Where nothing was heard for so long, the line is broken: the page knew nothing then.
const gap = 3 * apart

// The figure as steps over the hour that ends now, from zero up, in a box of this size.
export function drawing(samples: readonly Sample[], figure: Figure, now: number, width: number, height: number): Drawing {
  const top = Math.max(1, highest(samples, figure))
  const across = (at: number) => round((1 - (now - at) / hour) * width)
  const up = (value: number) => round(height - (value / top) * height)
  let line = ""
  let area = ""
  for (const [index, sample] of samples.entries()) {
    const before = samples[index - 1]
    const after = samples[index + 1]
    const begins = before === undefined || sample.at - before.at > gap
    const until = after === undefined ? now : after.at
    const end = across(until - sample.at > gap ? sample.at + apart : until)
    line += `${begins ? `M${across(sample.at)} ${up(sample[figure])}` : `V${up(sample[figure])}`}H${end}`
    area += `M${across(sample.at)} ${height}V${up(sample[figure])}H${end}V${height}z`
  }
  const last = samples[samples.length - 1]
  return { line, area, end: last === undefined || now - last.at > gap ? null : up(last[figure]) }
}

const round = (value: number) => Math.round(value * 10) / 10
