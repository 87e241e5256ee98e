// Writes generated/protocol.ts, which the sources import; part of every build and check.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"

import { protocolTypes } from "./protocol.mjs"

const here = (path) => new URL(path, import.meta.url)

const catalogue = JSON.parse(readFileSync(here("../../protocol/catalogue.json"), "utf8"))
mkdirSync(here("../generated/"), { recursive: true })
writeFileSync(here("../generated/protocol.ts"), protocolTypes(catalogue))
