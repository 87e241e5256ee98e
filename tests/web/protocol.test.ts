// The generated wire types: what the generator makes of a catalogue, and that every example of the
// protocol is of a type that the pages know and has exactly the fields of its message.
import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"

import { closeCodes, limits, toCounsellorTypes, toSupervisorTypes, toVisitorTypes } from "../../web-client/generated/protocol"
import { Session } from "../../web-client/lib/session"
import { isSessionMessage, type ToSession } from "../../web-client/lib/session_messages"
import { protocolTypes, type Catalogue } from "../../web-client/build/protocol.mjs"
import { TestClock } from "./support/clock"
import { TestKeys } from "./support/keys"
import { Random } from "./support/random"

const root = process.env["ROOT"] ?? join(process.cwd(), "..")
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, "protocol", path), "utf8"))
const catalogue = read("catalogue.json") as Catalogue

const known = { visitor: toVisitorTypes, counsellor: toCounsellorTypes, supervisor: toSupervisorTypes }

test("every message a page may hear has an example, and every example is known to its page", () => {
  for (const [role, types] of Object.entries(known)) {
    const folder = join(root, "protocol/examples", role, "to")
    const seen = new Set<string>()
    for (const file of readdirSync(folder)) {
      const { type } = read(join("examples", role, "to", file)) as { type: string }
      assert.ok(types.has(type), `${role} does not know ${type} of ${file}`)
      seen.add(type)
    }
    assert.deepEqual([...types].filter((type) => !seen.has(type)), [], `${role}: without an example`)
  }
})

test("every example has the fields of its message and no others", () => {
  let count = 0
  for (const [role, directions] of Object.entries(catalogue.messages)) {
    for (const [direction, messages] of Object.entries(directions)) {
      for (const file of readdirSync(join(root, "protocol/examples", role, direction))) {
        const example = read(join("examples", role, direction, file)) as Record<string, unknown>
        const message = messages.find(({ type }) => type === example["type"])
        assert.ok(message, `${role}/${direction}/${file}`)
        const required = Object.entries(message.fields).filter(([, type]) => !type.endsWith("?"))
        const { type: _, ...fields } = example
        for (const [name] of required) assert.ok(name in fields, `${file} lacks ${name}`)
        for (const name of Object.keys(fields)) assert.ok(name in message.fields, `${file} has ${name}`)
        count += 1
      }
    }
  }
  assert.ok(count >= 30)
})

test("every example of a session's message is taken by a session", async () => {
  for (const role of ["visitor", "counsellor"]) {
    for (const file of readdirSync(join(root, "protocol/examples", role, "to"))) {
      const message = read(join("examples", role, "to", file)) as ToSession
      if (!isSessionMessage(message)) continue
      const clock = new TestClock()
      const session = new Session({
        session: message.session,
        desk: "demo",
        load: "aaaaaaaaaaaaaaaaaaaaaQ",
        keys: new TestKeys(),
        limits,
        clock,
        random: new Random(1).bytes,
        send: () => true,
        emit() {},
      })
      session.handle(message)
      await new Promise((resolve) => setImmediate(resolve))
      clock.pass(0) // a fault inside would be thrown here
    }
  }
})

test("messages that differ between roles carry the role in their name, others are one", () => {
  const text = protocolTypes({
    enums: { Why: ["a", "b"] },
    structs: { Part: { n: "uint32", list: "string[]" } },
    messages: {
      visitor: {
        from: [{ type: "hello", name: "Hello", fields: { pass: "Pass?" } }],
        to: [{ type: "same", name: "Same", fields: { why: "Why", part: "Part[]" } }],
      },
      counsellor: {
        from: [{ type: "hello", name: "Hello", fields: { big: "uint64", flag: "bool" } }],
        to: [{ type: "same", name: "Same", fields: { why: "Why", part: "Part[]" } }],
      },
    },
    api: {},
    limits: { words: 3 },
    close_codes: { slow: 4001 },
  })
  const has = (part: string) => assert.ok(text.includes(part), `${part} in\n${text}`)
  has('export type Why = "a" | "b"')
  has("export interface Part {\n  n: number\n  list: string[]\n}")
  has('export interface VisitorHello {\n  type: "hello"\n  pass?: string\n}')
  has('export interface CounsellorHello {\n  type: "hello"\n  big: string\n  flag: boolean\n}')
  has('export interface Same {\n  type: "same"\n  why: Why\n  part: Part[]\n}')
  assert.equal(text.split("export interface Same").length, 2)
  has("export type FromVisitor = VisitorHello")
  has("export type ToCounsellor = Same")
  has('export const toCounsellorTypes: ReadonlySet<string> = new Set(["same"])')
})

test("a field type that the generator does not know stops it", () => {
  const odd = { ...catalogue, structs: { Odd: { n: "float" } } }
  assert.throws(() => protocolTypes(odd), /float/)
})

test("limits and close codes are the catalogue's", () => {
  assert.deepEqual({ ...limits }, catalogue.limits)
  assert.deepEqual({ ...closeCodes }, catalogue.close_codes)
})
