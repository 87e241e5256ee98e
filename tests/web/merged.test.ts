// Where words of the time before belong among those that stand on a screen.
import assert from "node:assert/strict"
import { test } from "node:test"

import { merged } from "../../web-client/lib/merged"

const said = (text: string) => text.split(" ").filter((word) => word !== "")
const named = (word: string) => (word.startsWith("-") ? null : { stream: word[0]!, number: Number(word.slice(1)) })
const stands = (standing: string, brought: string) => merged(said(standing), said(brought), named).join(" ")

test("what was said before a page came stands above all else", () => {
  assert.equal(stands("a4 b3", "a1 b1 b2 a2 a3"), "a1 b1 b2 a2 a3 a4 b3")
  assert.equal(stands("-begun a4", "x1 a1"), "x1 a1 -begun a4")
  assert.equal(stands("", "a1 b1"), "a1 b1")
  assert.equal(stands("a1", ""), "a1")
})

test("what was said while a page was left for another one stands where it was said", () => {
  assert.equal(stands("a1 b1 -gap a5 b3", "a2 b2 a3 a4"), "a1 b1 -gap a2 b2 a3 a4 a5 b3")
  assert.equal(stands("a2 b2 a5", "a1 b1 a3 c1 a4 b3"), "a1 b1 a2 b2 a3 c1 a4 b3 a5")
})

test("what somebody said who had not spoken here before stands behind what it came behind", () => {
  assert.equal(stands("a1 b1 a2 b2", "a1 b1 a2 b2 c1 c2 b3 c3"), "a1 b1 a2 b2 c1 c2 b3 c3")
  assert.equal(stands("a1 b1 -gap a4", "a1 b1 c1 a2 a3"), "a1 b1 c1 a2 a3 -gap a4")
})

// Two people whose words crossed: each page has them in an order of its own, and each person's in one.
function crossed(seed: number): { standing: string[]; brought: string[] } {
  let state = seed
  const below = (bound: number) => (state = (state * 48271) % 2147483647) % bound
  const next = new Map([["a", 0], ["b", 0], ["c", 0]])
  const all = Array.from({ length: 30 }, () => {
    const stream = "abc"[below(3)]!
    next.set(stream, next.get(stream)! + 1)
    return `${stream}${next.get(stream)}`
  })
  const [standing, brought]: string[][] = [[], []]
  for (const word of all) (below(2) === 0 ? standing : brought)!.push(word)
  for (const list of [standing!, brought!]) {
    for (let at = 1; at < list.length; at += 1) {
      if (list[at]![0] !== list[at - 1]![0] && below(3) === 0) [list[at - 1], list[at]] = [list[at]!, list[at - 1]!]
    }
  }
  return { standing: standing!, brought: brought! }
}

test("each person's words are in order, whatever crossed, and what stood there does not change places", () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const { standing, brought } = crossed(seed)
    const all = merged(standing, brought, named)
    assert.equal(all.length, standing.length + brought.length)
    assert.deepEqual(all.filter((word) => standing.includes(word)), standing)
    for (const stream of "abc") {
      const numbers = all.filter((word) => word[0] === stream).map((word) => Number(word.slice(1)))
      assert.deepEqual(numbers, [...numbers].sort((one, other) => one - other), `seed ${seed}: ${all.join(" ")}`)
    }
  }
})
