// The server and the database behind the pages, as the story handles them: house.sh does it.
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { promisify } from "node:util"
import { join } from "node:path"

const script = join(process.env.ROOT, "tests/support/house.sh")
const run = promisify(execFile)
const order = async (...words) => (await run("bash", [script, ...words])).stdout

export const killServer = () => order("kill")
export const stopDatabase = () => order("database-stop")
export const startDatabase = () => order("database-start")

// The one value that a statement answers with, written as JSON.
export const query = async (sql) => JSON.parse((await order("query", sql)) || "null")

export async function startServer(port) {
  const child = spawn("bash", [script, "start", port], { stdio: ["pipe", "pipe", "inherit"] })
  const [said] = await Promise.race([once(child.stdout, "data"), once(child, "exit")])
  if (String(said).trim() !== "started") throw new Error(`the server did not start again: ${said}`)
}
