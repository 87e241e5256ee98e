export const aboutLanguages: readonly string[]
export function about(frame: string, code: string, text: string, names: { inline: string }): string
