// Enter in the composer (V-10, V-11).
import assert from "node:assert/strict"
import { test } from "node:test"

import { enterKey } from "../../web-client/lib/enter"

const enter = { key: "Enter", keyCode: 13, isComposing: false, shiftKey: false }
const desktop = { touch: false, enterSends: true }

test("Enter sends on a keyboard when the person chose so", () => {
  assert.equal(enterKey(enter, desktop), "send")
})

test("Enter breaks the line when the person did not choose so", () => {
  assert.equal(enterKey(enter, { touch: false, enterSends: false }), "newline")
})

test("Shift and Enter always break the line", () => {
  assert.equal(enterKey({ ...enter, shiftKey: true }, desktop), "newline")
})

test("Enter on a touch keyboard breaks the line, whatever was chosen", () => {
  assert.equal(enterKey(enter, { touch: true, enterSends: true }), "newline")
})

test("Enter that confirms Japanese input does nothing", () => {
  assert.equal(enterKey({ ...enter, isComposing: true }, desktop), "nothing")
})

test("Enter with key code 229, as Safari has it after compositionend, does nothing", () => {
  assert.equal(enterKey({ ...enter, keyCode: 229 }, desktop), "nothing")
})

test("other keys are the browser's", () => {
  assert.equal(enterKey({ ...enter, key: "a", keyCode: 65 }, desktop), "nothing")
})
