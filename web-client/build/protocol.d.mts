// The types of protocol.mjs, for its tests.
type Fields = Record<string, string>

interface Message {
  type: string
  name: string
  fields: Fields
}

export interface Catalogue {
  enums: Record<string, string[]>
  structs: Record<string, Fields>
  messages: Record<string, { from: Message[]; to: Message[] }>
  api: Record<string, Fields>
  limits: Record<string, number>
  close_codes: Record<string, number>
}

export function protocolTypes(catalogue: Catalogue): string
