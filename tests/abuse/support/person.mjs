// Somebody with the page that ships, from a loopback address of our choice. PAGE is that page, bundled.
import assert from "node:assert/strict"
import { createRequire } from "node:module"

import { port } from "../../wire/support/raw.mjs"
import { socketFrom } from "./client.mjs"

const { VisitorPage, PassKeeper, newLoad } = createRequire(import.meta.url)(process.env.PAGE)
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

export async function eventually(seconds, holds, how = () => "") {
  const over = Date.now() + seconds * 1000
  while (!(await holds())) {
    assert.ok(Date.now() < over, `not in ${seconds} s ${how()}`)
    await pause(200)
  }
}

// What the person sees who opens the page now, at this address, until there is a place.
export async function comes(address) {
  const sent = []
  const heard = []
  const began = performance.now()
  const connect = () => {
    const socket = socketFrom(address)
    socket.on("error", () => {})
    socket.on("message", (text) => heard.push(JSON.parse(text.toString()).type))
    const { send } = socket
    socket.send = (text) => {
      sent.push(JSON.parse(text))
      send.call(socket, text)
    }
    return socket
  }
  const page = new VisitorPage({ url: `ws://127.0.0.1:${port}/ws/visitor`, desk: "demo", load: newLoad(), passes: new PassKeeper(null), connect, changed: () => {} })
  page.start()
  const step = { first: "start", consent: "agree", pre_chat: "go_on" }
  try {
    await eventually(40, () => {
      const { stage, intake } = page.state
      if (step[stage] && intake !== null) page.tap({ type: step[stage] })
      assert.notEqual(page.state.stage, "turned_away")
      return page.state.stage === "waiting"
    }, () => `${page.state.stage} ${page.state.link}, heard ${heard.join(" ")}, said ${sent.map(({ type }) => type).join(" ")}`)
    const solutions = sent.filter(({ solution }) => solution !== undefined).length
    return { heard, solutions, seconds: (performance.now() - began) / 1000 }
  } finally {
    page.tap({ type: "leave" })
    await pause(100)
    page.stop()
  }
}
