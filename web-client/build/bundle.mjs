// What esbuild is asked for, in one place: the scripts and styles of the three pages, and the tests.
// It writes nothing and knows no HTML.
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"

import * as esbuild from "esbuild"

export const root = fileURLToPath(new URL("..", import.meta.url))

export const roles = ["visitor", "counsellor", "supervisor"]

const common = {
  absWorkingDir: root,
  bundle: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none", // the notices are in licences.txt
  logLevel: "warning",
  preserveSymlinks: true, // names depend on the sources, not on where the packages lie
  write: false,
}

const pages = {
  ...common,
  charset: "utf8",
  define: { "process.env.NODE_ENV": '"production"' },
  entryNames: "assets/[name]-[hash]",
  format: "esm",
  metafile: true,
  minify: true,
  outdir: "dist",
  target: ["es2020", "safari16", "chrome108"],
}

// The bundled file of each entry: role -> {path: "assets/…", contents}.
async function bundled(entries) {
  const entryPoints = roles.map((role) => ({ in: entries(role), out: role }))
  const { metafile, outputFiles } = await esbuild.build({ ...pages, entryPoints })
  const contents = new Map(outputFiles.map((file) => [file.path.slice(root.length), file.contents]))
  const files = new Map()
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) {
    const role = roles.find((name) => entries(name) === entryPoint)
    files.set(role, { path: path.slice("dist/".length), contents: contents.get(path) })
  }
  if (files.size !== roles.length || contents.size !== roles.length) {
    throw new Error(`more or less than one file for each page: ${[...contents.keys()]}`)
  }
  return files
}

export const scripts = () => bundled((role) => `${role}/main.tsx`)

export const styles = () => bundled((role) => `style/${role}.css`)

// The style that stands inside the first HTML.
export async function criticalStyle() {
  const { outputFiles } = await esbuild.build({ ...pages, entryPoints: ["style/critical.css"] })
  return outputFiles[0].text.trim()
}

// Tests run under Node, so they are bundled with all they import, each into one file of `folder`;
// all come from one folder.
export async function tests(files, folder) {
  await esbuild.build({
    ...common,
    entryPoints: files,
    format: "cjs",
    nodePaths: [`${root}node_modules`],
    outExtension: { ".js": ".cjs" },
    outdir: folder,
    outbase: dirname(files[0]),
    external: ["bufferutil", "utf-8-validate"], // ws does without
    platform: "node",
    sourcemap: "inline",
    target: "node18",
    write: true,
  })
}
