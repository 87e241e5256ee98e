// Writes the client's wire types from protocol/catalogue.json: one interface a message, one union a
// role and direction, enums as string unions, limits and close codes as constants. It knows the
// shape of the catalogue and nothing of what the messages mean.

const plain = new Map([
  ["uint32", "number"],
  ["uint64", "string"], // beyond what a JavaScript number holds exactly
  ["bool", "boolean"],
  ["string", "string"],
  ["LoadId", "string"],
  ["StreamId", "string"],
  ["Pass", "string"],
  ["PublicKey", "string"],
  ["StorageKey", "string"],
  ["PuzzleSalt", "string"],
  ["SessionId", "string"],
  ["Sealed", "string"],
  ["DeskCode", "string"],
])

function typeOf(field, catalogue) {
  if (field.endsWith("?")) return typeOf(field.slice(0, -1), catalogue)
  if (field.endsWith("[]")) return `${typeOf(field.slice(0, -2), catalogue)}[]`
  if (plain.has(field)) return plain.get(field)
  if (field in catalogue.enums || field in catalogue.structs) return field
  throw new Error(`catalogue.json: unknown field type ${field}`)
}

function fieldsOf(fields, catalogue) {
  return Object.entries(fields).map(
    ([name, type]) => `  ${name}${type.endsWith("?") ? "?" : ""}: ${typeOf(type, catalogue)}`,
  )
}

const upper = (word) => word[0].toUpperCase() + word.slice(1)

// Messages of one name that look the same everywhere share an interface; others carry their role
// in front: `Received`, but `VisitorHello` and `CounsellorHello`.
function nameMessages(catalogue) {
  const shapes = new Map() // name -> the shapes seen under it
  const all = []
  for (const [role, directions] of Object.entries(catalogue.messages)) {
    for (const [direction, messages] of Object.entries(directions)) {
      for (const message of messages) {
        all.push({ role, direction, message })
        const shape = JSON.stringify([message.type, message.fields])
        shapes.set(message.name, (shapes.get(message.name) ?? new Set()).add(shape))
      }
    }
  }
  return all.map((entry) => ({
    ...entry,
    name: (shapes.get(entry.message.name).size > 1 ? upper(entry.role) : "") + entry.message.name,
  }))
}

// The text of generated/protocol.ts.
export function protocolTypes(catalogue) {
  const named = nameMessages(catalogue)
  const lines = ["// Generated from protocol/catalogue.json by build/protocol.mjs. Do not edit."]
  const add = (...more) => lines.push("", ...more)

  for (const [name, values] of Object.entries(catalogue.enums)) {
    add(`export type ${name} = ${values.map((value) => JSON.stringify(value)).join(" | ")}`)
  }
  for (const [name, fields] of Object.entries({ ...catalogue.structs, ...catalogue.api })) {
    add(`export interface ${name} {`, ...fieldsOf(fields, catalogue), "}")
  }
  const written = new Set()
  for (const { name, message } of named) {
    if (written.has(name)) continue
    written.add(name)
    const type = `  type: ${JSON.stringify(message.type)}`
    add(`export interface ${name} {`, type, ...fieldsOf(message.fields, catalogue), "}")
  }
  for (const role of Object.keys(catalogue.messages)) {
    for (const direction of ["from", "to"]) {
      const mine = named.filter((entry) => entry.role === role && entry.direction === direction)
      add(`export type ${upper(direction)}${upper(role)} = ${mine.map((m) => m.name).join(" | ")}`)
      if (direction === "to") {
        const types = mine.map((entry) => JSON.stringify(entry.message.type))
        add(`export const to${upper(role)}Types: ReadonlySet<string> = new Set([${types.join(", ")}])`)
      }
    }
  }
  const constant = (value) => JSON.stringify(value, null, 2)
  add(`export const limits = ${constant(catalogue.limits)} as const`)
  add(`export const closeCodes = ${constant(catalogue.close_codes)} as const`)
  return `${lines.join("\n")}\n`
}
