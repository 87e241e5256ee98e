// A phone's bad line between browser and server: so many bits a second each way, shared by all
// connections, so long a way, and a connection costs a way there and back before anything goes over it.
// It neither loses nor begins slowly, as a real one does. Knows no HTTP.
import { once } from "node:events"
import { connect, createServer } from "node:net"

const packet = 1460 // bytes, so that connections take turns

// One direction: hands on what it is given, in order, when the line would have.
class Way {
  constructor(bytesPerMillisecond, milliseconds) {
    Object.assign(this, { bytesPerMillisecond, milliseconds, free: 0, under_way: [], timer: null })
  }

  give(bytes, arrived) {
    for (let at = 0; at < bytes.length; at += packet) {
      const part = bytes.subarray(at, at + packet)
      this.free = Math.max(this.free, performance.now()) + part.length / this.bytesPerMillisecond
      this.under_way.push({ at: this.free + this.milliseconds, deliver: () => arrived(part) })
    }
    this.arm()
  }

  behind(deliver) {
    this.under_way.push({ at: Math.max(this.free, performance.now()) + this.milliseconds, deliver })
    this.arm()
  }

  arm() {
    if (this.timer !== null || this.under_way.length === 0) return
    this.timer = setTimeout(() => {
      this.timer = null
      while (this.under_way.length > 0 && this.under_way[0].at <= performance.now()) this.under_way.shift().deliver()
      this.arm()
    }, Math.max(0, this.under_way[0].at - performance.now()))
  }
}

// Gives the port at which the server at `port` is reached over such a line.
export async function slowLine(port, { kilobits, roundTrip }) {
  const [up, down] = [0, 0].map(() => new Way(kilobits / 8, roundTrip / 2))
  const server = createServer({ pauseOnConnect: true }, (phone) => {
    const far = connect({ port, host: "127.0.0.1" })
    for (const each of [phone, far]) each.on("error", () => {})
    far.on("data", (bytes) => down.give(bytes, (part) => phone.write(part)))
    far.on("close", () => down.behind(() => phone.end()))
    phone.on("data", (bytes) => up.give(bytes, (part) => far.write(part)))
    phone.on("close", () => up.behind(() => far.end()))
    setTimeout(() => phone.resume(), roundTrip) // SYN and its answer
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return { port: server.address().port, close: () => server.close() }
}
