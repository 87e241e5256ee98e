// What the Enter key does in the composer. Half a sentence must never leave by accident: not while
// Japanese input is still composing, and not from a touch keyboard. A pure decision; it knows
// neither the page nor the text.

export interface KeyPress {
  key: string
  keyCode: number
  isComposing: boolean
  shiftKey: boolean
}

// Enter that confirms a composed word. Safari ends the composition before its keydown, so only the
// old key code 229 still tells there.
function composing(press: KeyPress): boolean {
  return press.isComposing || press.keyCode === 229
}

export interface Keyboard {
  touch: boolean // there the button sends, and nothing else
  enterSends: boolean // the person's own choice
}

// "nothing" leaves the key to the browser.
export function enterKey(press: KeyPress, keyboard: Keyboard): "send" | "newline" | "nothing" {
  if (press.key !== "Enter" || composing(press)) return "nothing"
  const sends = keyboard.enterSends && !keyboard.touch && !press.shiftKey
  return sends ? "send" : "newline"
}
