// What a load has to send: what earlier loads have left goes first, and all of it together keeps
// within what a page may keep.
import assert from "node:assert/strict"
import { test } from "node:test"

import { limits } from "../../web-client/generated/protocol"
import { Outgoing } from "../../web-client/lib/outgoing"
import { sealedSize } from "../../web-client/lib/seal"
import { Streams } from "../../web-client/lib/streams"

const left = (stream: string, first: number, ...texts: string[]) => ({ stream, first, words: texts.map((text) => ({ text, at: 0 })) })

function streams(leftovers: ReturnType<typeof left>[] = [], most: Partial<ConstructorParameters<typeof Streams>[1]> = {}): Streams {
  const all = new Streams(new Outgoing("own"), { ...limits, ...most })
  all.takeOver(leftovers)
  return all
}

function sendAll(all: Streams): string[] {
  const sent = []
  for (let next = all.next(); next !== undefined; next = all.next()) {
    sent.push(`${next.of.stream}${next.word.number}`)
    next.of.sent(next.word)
  }
  return sent
}

test("what earlier loads have left is sent first, stream by stream", () => {
  const all = streams([left("a", 3, "x", "y"), left("b", 1, "z")])
  all.add("new", 0)
  assert.deepEqual(all.leftovers(), [{ stream: "a", first: 3, last: 4 }, { stream: "b", first: 1, last: 1 }])
  assert.deepEqual(sendAll(all), ["a3", "a4", "b1", "own1"])
})

test("what is asked for again brings what was said behind it", () => {
  const all = streams([left("a", 1, "x"), left("b", 1, "z")])
  all.add("new", 0)
  sendAll(all)
  all.resend(all.of("b")!, 1)
  assert.deepEqual(sendAll(all), ["b1", "own1"])
  all.resendAll()
  assert.deepEqual(sendAll(all), ["a1", "b1", "own1"])
})

test("what is confirmed is announced and left no more", () => {
  const all = streams([left("a", 1, "x"), left("b", 1, "z")])
  all.add("new", 0)
  all.of("a")!.confirm(1)
  assert.deepEqual(all.leftovers(), [{ stream: "b", first: 1, last: 1 }])
  assert.deepEqual(all.left().map(({ stream }) => stream), ["b", "own"])
})

test("no more words than a page may keep, whoever said them", () => {
  const all = streams([left("a", 1, "x")], { page_words: 3 })
  assert.deepEqual([all.add("1", 0), all.add("2", 0), all.add("3", 0)], [1, 2, null])
  all.of("a")!.confirm(1)
  assert.equal(all.add("3", 0), 3)
})

test("no more bytes than a page may keep, but one word always", () => {
  const all = streams([], { page_bytes: 2 * sealedSize(1) })
  assert.deepEqual([all.add("1", 0), all.add("2", 0), all.add("3", 0)], [1, 2, null])
  assert.equal(streams([], { page_bytes: 1 }).add("1", 0), 1)
})

test("no more streams than the end of a session may name", () => {
  const earlier = (count: number) => Array.from({ length: count }, (_, n) => left(`${n}`, 1, "x"))
  const all = streams(earlier(limits.list_elements))
  assert.equal(all.add("new", 0), null)
  all.of("0")!.confirm(1)
  assert.deepEqual([all.add("new", 0), all.add("more", 0)], [1, 2])
})
