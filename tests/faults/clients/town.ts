// What all people of one process share: where the server is, the seed they follow, the history they
// write, and whether the weather is still rough. It knows nobody of them.

import { request } from "node:http"

import { Random } from "../../web/support/random"
import { History } from "./history"

export interface Plan {
  url: string // http://127.0.0.1:PORT
  desk: string
  history: string // path
  seed: number
  name: string // of this process; part of the names of its people
  visitors: number
  counsellors: string[] // cookies: they are signed in
  talk: {
    words: [number, number][] // that a visitor says before leaving; one of these ranges
    pause: [number, number] // milliseconds between the words of one person
    endEvery: number // seconds, on average, until a counsellor ends a session
  }
  rough: number // how often a page meets a fault: 1 is about once in a minute for each of the kinds; 0 never
  kinds: string[] // of these: what tab.ts, visitor.ts and counsellor.ts call them
  planted: { name: string; every: number } | null // a bug of planted.ts, that acts once in so many times
}

export class Town {
  readonly history: History
  readonly random: Random
  calm = false // nothing more is done to a page
  over = false
  said = 0
  acted = 0 // of the planted bug
  private addresses = 0

  constructor(readonly plan: Plan) {
    this.history = new History(plan.history)
    this.random = new Random(plan.seed)
  }

  socketUrl(role: "visitor" | "counsellor"): string {
    return `${this.plan.url.replace(/^http/, "ws")}/ws/${role}`
  }

  // Whoever comes anew comes from another address, as phones do.
  address(): string {
    this.addresses += 1
    return `127.${10 + (this.plan.seed % 90)}.${(this.addresses >> 8) & 255}.${this.addresses & 255 || 1}`
  }

  between([least, most]: readonly [number, number]): number {
    return least + this.random.below(most - least + 1)
  }

  // Whether something happens at this turn of a person, that happens to everybody every so many
  // seconds; turns are about `turnMilliseconds` apart.
  happens(everySeconds: number): boolean {
    return this.random.unit() < turnMilliseconds / 1_000 / everySeconds
  }

  // Whether the planted bug acts this time.
  acts = (): boolean => {
    const { planted } = this.plan
    if (planted === null || this.random.below(planted.every) > 0) return false
    this.acted += 1
    return true
  }

  // The fault that a page meets at this turn, if one.
  weather(): string | null {
    const { rough, kinds } = this.plan
    if (this.calm || rough === 0 || kinds.length === 0) return null
    return this.happens(60 / rough / kinds.length) ? kinds[this.random.below(kinds.length)]! : null
  }
}

export const turnMilliseconds = 200

export interface Answer {
  status: number
  cookie: string | null
}

// A request of a page; an answer that does not come has the status 0.
export function post(url: string, path: string, body: object): Promise<Answer> {
  return new Promise((resolve) => {
    const sent = request(
      new URL(path, url),
      { method: "POST", headers: { "Content-Type": "application/json", Origin: url }, timeout: 15_000 },
      (response) => {
        response.resume()
        response.on("end", () => {
          const cookie = response.headers["set-cookie"]?.[0]?.split(";")[0] ?? null
          resolve({ status: response.statusCode ?? 0, cookie })
        })
      },
    )
    sent.on("timeout", () => sent.destroy())
    sent.on("error", () => resolve({ status: 0, cookie: null }))
    sent.end(JSON.stringify(body))
  })
}
