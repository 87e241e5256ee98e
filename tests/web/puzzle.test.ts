// Many ask for a place at once: what this page does about a puzzle, with the work that ships.
import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { test } from "node:test"

import { solve } from "../../web-client/lib/puzzle"
import { base64url, fromBase64url } from "../../web-client/lib/random"
import { asksForAPlace } from "./support/joining_page"
import { queued } from "./support/visitor"

const salt = base64url(new Uint8Array(16).fill(7))
const puzzle = (bits: number) => ({ type: "puzzle", salt, bits, wait_seconds: 20 })

function zeroBits(number: number): number {
  const text = Buffer.alloc(20)
  Buffer.from(fromBase64url(salt)).copy(text)
  text.writeUInt32BE(number, 16)
  const hash = createHash("sha256").update(text).digest()
  return Math.clz32(hash.readUInt32BE(0))
}

interface Join { type: string; pass: string; solution?: number }

function joiningPage() {
  const { page, clock, sockets, newest, greeted } = asksForAPlace()
  const joins = () => sockets.flatMap(({ sent }) => sent).map((text) => JSON.parse(text) as Join).filter(({ type }) => type === "join")
  return { page, clock, newest, greeted, joins }
}

async function eventually(holds: () => boolean): Promise<void> {
  for (let turns = 0; !holds(); turns += 1) {
    assert.ok(turns < 5_000)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}

test("a solution has the zeros that were asked for", async () => {
  for (const bits of [1, 5, 10]) {
    const solution = await solve(fromBase64url(salt), bits, () => true)
    assert.ok(zeroBits(solution!) >= bits)
  }
})

test("the work ends as soon as nobody wants it", async () => {
  let asked = 0
  assert.equal(await solve(fromBase64url(salt), 32, () => (asked += 1) < 3), null)
  assert.equal(asked, 3)
})

test("the page asks again for the same place with its solution, once", async () => {
  const { page, clock, newest, joins } = joiningPage()
  newest().says(puzzle(8))
  assert.equal(page.state.stage, "joining")
  await eventually(() => joins().length === 2)
  const [first, second] = joins()
  assert.equal(second!.pass, first!.pass)
  assert.ok(zeroBits(second!.solution!) >= 8)
  clock.pass(60_000)
  assert.equal(joins().length, 2)
})

test("where there is nothing to solve it waits, no longer and no shorter", () => {
  const { clock, newest, joins } = joiningPage()
  newest().says(puzzle(0))
  clock.pass(19_999)
  assert.equal(joins().length, 1)
  clock.pass(1)
  assert.deepEqual([joins().length, joins()[1]!.solution], [2, undefined])
})

test("whoever cannot solve it asks without a solution when the time is over", () => {
  const { clock, newest, joins } = joiningPage()
  newest().says(puzzle(32))
  clock.pass(20_000)
  assert.deepEqual([joins().length, joins()[1]!.solution], [2, undefined])
})

test("a place that was told meanwhile is not asked for again", () => {
  const { clock, newest, joins } = joiningPage()
  newest().says(puzzle(0))
  newest().says(queued(3))
  clock.pass(30_000)
  assert.equal(joins().length, 1)
})

test("what was asked on a lost connection is asked anew on the next", () => {
  const { clock, newest, greeted, joins } = joiningPage()
  newest().says(puzzle(0))
  clock.pass(10_000)
  newest().closes(1006)
  clock.pass(0)
  greeted()
  assert.equal(joins().length, 2)
  clock.pass(10_000)
  assert.equal(joins().length, 2) // of the former nothing is left
  newest().says(puzzle(0))
  clock.pass(20_000)
  assert.equal(joins().length, 3)
})
