// Where names, times and delivery stand in a conversation.
import assert from "node:assert/strict"
import { test } from "node:test"

import { places, withoutWord, withSaid, withWord, type Line } from "../../web-client/talk/lines"

const evening = new Date(2026, 10, 23, 21, 4).getTime()
const minute = 60_000

function lines(...said: [mine: boolean, minutes: number, state?: "sending" | "delivered" | "could_not_send"][]): readonly Line[] {
  return said.reduce<readonly Line[]>((before, [mine, minutes, state = "delivered"], at) => withWord(before, {
    stream: mine ? "me" : "them", number: at + 1, mine, text: `${at}`, at: evening + minutes * minute, state,
  }), [])
}
const shown = (all: readonly Line[]) => places(all).map((place) => [place.first && "first", place.last && "last", place.delivery && "state"].filter(Boolean).join(" "))

test("name and time stand once for each run", () => {
  assert.deepEqual(shown(lines([false, 0], [false, 1], [true, 2], [false, 3])), ["first", "last", "first last state", "first last"])
})

test("a pause begins a new run", () => {
  assert.deepEqual(shown(lines([false, 0], [false, 6])), ["first last", "first last"])
})

test("a sentence between words ends a run", () => {
  const all = withWord(withSaid(lines([false, 0]), "peerBack", evening), { stream: "them", number: 2, mine: false, text: "b", at: evening, state: "delivered" })
  assert.deepEqual(shown(all), ["first last", "", "first last"])
})

test("the state stands under the newest word it is true of, and under each that could not be sent", () => {
  const all = lines([true, 0], [true, 0], [true, 0, "sending"], [true, 0, "sending"])
  assert.deepEqual(places(all).map((place) => place.delivery), [false, true, false, true])
  const failed = lines([true, 0], [true, 0, "could_not_send"], [true, 0, "could_not_send"])
  assert.deepEqual(places(failed).map((place) => place.delivery), [true, true, true])
})

test("the day is told at the beginning and when it changes", () => {
  assert.deepEqual(places(lines([false, 0], [true, 100], [true, 200])).map((place) => place.newDay), [true, false, true])
})

test("a word sent again takes the failed one off the screen", () => {
  const all = lines([true, 0, "could_not_send"], [true, 1])
  assert.deepEqual(withoutWord(all, all[0]!.id).map((line) => line.id), [all[1]!.id])
})
