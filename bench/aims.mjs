// The aims of the house and what must not be exceeded, and how a figure stands to them.
// `least`: the figure must be at least so much, not at most.
const aims = {
  "floor against bare recv and send": { aim: 1.3, most: 1.3, unit: "×" },
  "relay, one on the way": { aim: 1.2, most: 1.8, unit: "× floor" },
  "relay, bursts of 16": { aim: 3, most: 10, unit: "× floor" },
  "relay under TLS": { unit: "× floor" },
  "p50 at 20,000 words/s": { aim: 1.1, most: 1.5, unit: "× floor" },
  "p99 at 20,000 words/s": { aim: 1.5, most: 5, unit: "× floor" },
  "arrival plain": { aim: 1.2, most: 2, unit: "× floor" },
  "arrival TLS": { aim: 1.1, most: 1.5, unit: "× floor" },
  "memory of an idle visitor, plain": { aim: 2, most: 7, unit: "KB" },
  "memory of an idle visitor, TLS": { aim: 17, most: 32, unit: "KB" },
  "line of 10000: arrival": { aim: 2, most: 5, unit: "× a line of 100" },
  "line of 10000: leaving": { aim: 2, most: 5, unit: "× a line of 100" },
  "line of 10000: pairing": { aim: 2, most: 5, unit: "× a line of 100" },
  "line of 10000: the first pairing after a telling": { aim: 2, most: 5, unit: "× a line of 100" },
  "return plain: pairs that talk": { aim: 10, unit: "s" },
  "return plain: everybody": { aim: 30, most: 90, unit: "s" },
  "return over TLS: pairs that talk": { aim: 15, unit: "s" }, // before the rest
  "return over TLS: everybody": { aim: 30, most: 90, unit: "s" },
  "page on a bad line: text": { aim: 2, most: 2.5, unit: "s" },
  "page on a bad line: usable": { aim: 3, most: 3.5, unit: "s" },
  "page on a bad line: socket": { aim: 4.5, most: 5, unit: "s" },
  "pure core: inputs a second": { aim: 1_000_000, most: 500_000, unit: "", least: true },
  "pure core: allocations a word": { aim: 0, unit: "" },
}

// The cells of one line: name, measured, aim, bound, and where it stands.
export function verdict(name, value, digits) {
  const { aim, most, unit = "", least = false } = aims[name] ?? {}
  const within = (bound) => bound === undefined || (least ? value >= bound : value <= bound)
  const bound = (number) => (number === undefined ? "" : `${number.toLocaleString("en")} ${unit}`.trim())
  let stands = ""
  if (aim !== undefined) stands = within(aim) ? "at the aim" : most === undefined || within(most) ? "not at the aim" : "**beyond the bound**"
  return [name, `${digits(value)} ${unit}`.trim(), bound(aim), bound(most), stands]
}
