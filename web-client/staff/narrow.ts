// Whether there is room for the panes of a page side by side; the stylesheets draw the same line.

import { signal } from "@preact/signals"

const room = matchMedia("(max-width: 63.99rem)")

export const narrow = signal(room.matches)

room.addEventListener("change", () => { narrow.value = room.matches })
