// The phone's network between browser and server: a TCP relay that can go silent as a tunnel does
// (nothing is closed, nothing arrives) and come back with every old connection dead, and that can be
// slow, so that there is always something under way. The server sees the phone's own address. `hear`
// gives, for each connection, who is told what goes up and down. Knows no HTTP.
import { createServer, connect } from "node:net"
import { once } from "node:events"
import { Transform } from "node:stream"

export async function network(port, milliseconds = 0, hear = null) {
  const pairs = new Set()
  let cut = false
  const later = (then) => setTimeout(then, milliseconds)
  const way = () => new Transform({
    transform(bytes, _, next) { later(() => { if (!this.destroyed) this.push(bytes) }); next() },
    flush(done) { later(done) },
  })
  const server = createServer((phone) => {
    const pair = { phone, far: null, ways: [] }
    pairs.add(pair)
    phone.on("error", () => {})
    phone.on("close", () => { for (const each of [pair.far, ...pair.ways]) each?.destroy(); pairs.delete(pair) })
    if (cut) return void phone.pause()
    const far = (pair.far = connect({ port, host: "127.0.0.1", localAddress: phone.remoteAddress }))
    far.on("error", () => {})
    far.on("close", () => later(() => phone.destroy())) // behind what it said last
    pair.ways = [way(), way()]
    if (hear !== null) {
      const { up, down } = hear()
      phone.on("data", up)
      far.on("data", down)
    }
    far.pipe(pair.ways[0]).pipe(phone)
    phone.pipe(pair.ways[1]).pipe(far)
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return {
    port: server.address().port,
    // The far end hears nothing either: it finds out by silence, as it would with a real phone.
    cut() {
      cut = true
      for (const { phone, far, ways } of pairs) for (const each of [phone, far, ...ways]) { each?.unpipe(); each?.pause() }
    },
    mend() {
      cut = false
      for (const { phone } of pairs) phone.destroy()
    },
    close() { this.mend(); server.close() },
  }
}
