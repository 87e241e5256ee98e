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
  chunkNames: "assets/[name]-[hash]",
  splitting: true,
  target: ["es2020", "safari16", "chrome108"],
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } }, // else a helper stands in a file of its own
}

// What the entry of one page is bundled to: its file, and those that it loads when they are needed;
// each {path: "assets/…", contents}. Pages share none, so that none loads what it has no use for.
async function bundled(role, entry) {
  const { metafile, outputFiles } = await esbuild.build({ ...pages, entryPoints: [{ in: entry, out: role }] })
  const files = outputFiles.map(({ path, contents }) => ({ path: path.slice(`${root}dist/`.length), contents }))
  const [first, ...more] = Object.entries(metafile.outputs).filter(([, { entryPoint }]) => entryPoint === entry)
  if (first?.[1].imports.some(({ kind }) => kind === "import-statement")) throw new Error(`${role} is in pieces`)
  if (first === undefined || more.length > 0) throw new Error(`more or less than one file for ${role}`)
  const isFirst = ({ path }) => `dist/${path}` === first[0]
  return { ...files.find(isFirst), later: files.filter((file) => !isFirst(file)) }
}

async function ofRoles(entries) {
  return new Map(await Promise.all(roles.map(async (role) => [role, await bundled(role, entries(role))])))
}

export const scripts = () => ofRoles((role) => `${role}/main.tsx`)

export const styles = () => ofRoles((role) => `style/${role}.css`)

// Tests run under Node, so they are bundled with all they import, each into one file of `folder`;
// all come from one folder.
export async function tests(files, folder) {
  await esbuild.build({
    ...common,
    entryPoints: files,
    format: "cjs",
    nodePaths: [`${root}node_modules`],
    mainFields: ["module", "main"], // where the tests import a part themselves, it is the pages' form of it
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
