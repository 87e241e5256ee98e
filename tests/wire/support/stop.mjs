// Connects people, stops the server (its process id is the argument) and requires that every one of
// them is told to come back and that the process ends within 3 s, and some for a slow machine.
import assert from "node:assert/strict"
import { readFile } from "node:fs/promises"

import { Raw, pause } from "./raw.mjs"
import { Socket } from "./web_socket.mjs"

const pid = Number(process.argv[2])

// Signal 0 reaches a process that has ended but was not yet waited for; its state tells.
async function ended() {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => ") X ")
  return /\) [ZX] /.test(stat)
}

const idle = await Raw.open()
const answering = await Promise.all(Array.from({ length: 50 }, () => Socket.open()))
const codes = answering.map((socket, index) =>
  socket.closeCode(4000).then((code) => {
    if (index > 0) socket.destroy() // the first one never answers the close
    return code
  }),
)
const began = Date.now()
process.kill(pid, "SIGTERM")
assert.deepEqual(new Set(await Promise.all(codes)), new Set([4000]))
await idle.end()
while (!(await ended())) {
  assert.ok(Date.now() - began < 3500, "the server still runs after 3.5 s")
  await pause(50)
}
answering[0].destroy()
