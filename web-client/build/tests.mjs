// Bundles tests for Node: `node build/tests.mjs FOLDER FILE…`, each to FOLDER/<name>.cjs.
import { resolve } from "node:path"

import { tests } from "./bundle.mjs"

const [folder, ...files] = process.argv.slice(2)
await tests(files.map((file) => resolve(file)), resolve(folder))
