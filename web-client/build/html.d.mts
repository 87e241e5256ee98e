// The types of html.mjs, for its tests.
interface Names {
  script?: string
  style?: string
  inline?: string
}

export function page(template: string, names: Names): string
export function styleHash(text: string): string
