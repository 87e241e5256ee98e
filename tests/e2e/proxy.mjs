// The phone's network between browser and server: a TCP relay that can go silent as a tunnel does
// (nothing is closed, nothing arrives) and come back with every old connection dead. Knows no HTTP.
import { createServer, connect } from "node:net"
import { once } from "node:events"

export async function network(port) {
  const pairs = new Set()
  let cut = false
  const server = createServer((phone) => {
    const pair = { phone, far: null }
    pairs.add(pair)
    phone.on("error", () => {})
    phone.on("close", () => { pair.far?.destroy(); pairs.delete(pair) })
    if (cut) return void phone.pause()
    const far = (pair.far = connect(port, "127.0.0.1"))
    far.on("error", () => {})
    far.on("close", () => phone.destroy())
    far.pipe(phone)
    phone.pipe(far)
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return {
    port: server.address().port,
    // The far end hears nothing either: it finds out by silence, as it would with a real phone.
    cut() {
      cut = true
      for (const { phone, far } of pairs) { phone.unpipe(far); far?.unpipe(phone); phone.pause(); far?.pause() }
    },
    mend() {
      cut = false
      for (const { phone, far } of pairs) { phone.destroy(); far?.destroy() }
    },
    close() { this.mend(); server.close() },
  }
}
