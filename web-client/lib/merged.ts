// Words that another page has brought of the time before, among those that stand on this one already.

interface Named {
  stream: string
  number: number
}

// What was brought stands above all else, but behind what it came behind, and each stream in the order of its
// numbers: what was said while this page was left for another one stands where it was said. Of what stands
// here already `brought` tells only the place. `named` gives nothing for what is no word. Both lists have each
// stream in its order.
export function merged<T>(standing: readonly T[], brought: readonly T[], named: (one: T) => Named | null): T[] {
  const inFront: T[][] = [...standing, null].map(() => [])
  const lowest = new Map<string, number>() // by stream: what comes later stands no further up
  let at = 0
  for (const one of brought) {
    const { stream, number } = named(one)!
    let [from, to, same] = [0, standing.length, -1]
    standing.forEach((other, index) => {
      const name = named(other)
      if (name?.stream !== stream) return
      if (name.number === number) same = index
      else if (name.number < number) from = index + 1
      else to = Math.min(to, index)
    })
    if (same >= 0) {
      at = same + 1
      continue
    }
    if (at < from) at = to < standing.length ? to : from
    at = Math.min(Math.max(at, lowest.get(stream) ?? 0), to)
    lowest.set(stream, at)
    inFront[at]!.push(one)
  }
  return inFront.flatMap((words, index) => [...words, ...standing.slice(index, index + 1)])
}
