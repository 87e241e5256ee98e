// The colours: each is the token it is said to be, and each pair that meets on a screen is far
// enough apart, in light and in dark (WCAG 2.2: 4.5 for text, 3 for parts).
import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"

const client = join(process.env.ROOT ?? process.cwd(), "web-client")
const tokens = readFileSync(join(client, "style/tokens.css"), "utf8")
const [light, dark] = tokens.split("@media (prefers-color-scheme: dark)") as [string, string]

const valuesOf = (css: string) => new Map([...css.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name, value]) => [name!, value!]))
const schemes = [["light", valuesOf(light)], ["dark", new Map([...valuesOf(light), ...valuesOf(dark)])]] as const

function luminance(color: string): number {
  assert.match(color, /^#[0-9a-f]{6}$/)
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

const text = [
  ["ink", "surface"], ["ink", "surface-raised"], ["ink", "mine"], ["ink", "theirs"], ["ink", "notice"], ["ink", "accent-soft"],
  ["ink-soft", "surface"], ["ink-soft", "surface-raised"], ["ink-soft", "accent-soft"],
  ["accent", "surface"], ["accent", "surface-raised"], ["on-accent", "accent"],
  ["danger", "surface"], ["danger", "surface-raised"],
  ["surface-raised", "ink"], // the exit
  ["hue-first", "surface-raised"], ["hue-second", "surface-raised"], ["hue-third", "surface-raised"],
] as const
const parts = [
  ["ink-soft", "surface-raised"], // edge of a field
  ["accent", "accent-soft"], // edge and tick of what is chosen
  ["ink-soft", "surface"], ["danger", "surface"], // edges of an option and of what is urgent
  ["accent", "surface"], // edge of a button, the dot of an open desk
  ["danger", "surface-raised"],
  ["focus-edge", "surface"], ["focus-edge", "surface-raised"],
  ["hue-first", "surface"], ["hue-second", "surface"], ["hue-third", "surface"],
] as const

for (const [scheme, values] of schemes) {
  test(`${scheme}: every pair can be read`, () => {
    for (const [pairs, least] of [[text, 4.5], [parts, 3]] as const) {
      for (const [front, back] of pairs) {
        const found = contrast(values.get(front)!, values.get(back)!)
        assert.ok(found >= least, `${front} on ${back}: ${found.toFixed(2)} is below ${least}`)
      }
    }
  })
}

test("the focus ring is seen on any ground: one of its two colours always is", () => {
  for (const [, values] of schemes) {
    for (const ground of ["surface", "surface-raised", "accent", "ink"]) {
      const best = Math.max(...["focus", "focus-edge"].map((ring) => contrast(values.get(ring)!, values.get(ground)!)))
      assert.ok(best >= 3, ground)
    }
  }
})

test("each value is the token of the design system named behind it", () => {
  const published = valuesOf(readFileSync(join(client, "node_modules/@digital-go-jp/design-tokens/dist/tokens.css"), "utf8"))
  const claims = [...tokens.matchAll(/--([\w-]+): ([^;]+); \/\* ([\w-]+) \*\//g)]
  assert.ok(claims.length > 45)
  for (const [, name, value, token] of claims) {
    const found = published.get(token!) ?? published.get(`color-${token}`)
    assert.equal(value, found?.trim(), `${name} is said to be ${token}`)
  }
  const named = new Set(claims.map(([, name]) => name))
  for (const name of valuesOf(tokens).keys()) assert.ok(name === "target" || named.has(name), `${name} names no token`)
})

test("components name no colour and no type size of their own", () => {
  for (const file of readdirSync(join(client, "style")).filter((name) => name.endsWith(".css") && name !== "tokens.css")) {
    const css = readFileSync(join(client, "style", file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "")
    assert.doesNotMatch(css, /#[0-9a-f]{3,8}\b|rgba?\(|hsl/i, file)
    for (const [, size] of css.matchAll(/font-size: ([^;]+);/g)) assert.match(size!, /^(var\(--type-[a-z]+\)|inherit|100%|0\.625em)$/, file)
  }
})
