// For the languages that are loaded when they are chosen.

// Hours as the server writes them, with its few words exchanged for those of another language.
export function translated(hours: string, words: ReadonlyMap<string, string>): string {
  return [...words].reduce((text, [japanese, other]) => text.split(japanese).join(other), hours)
}
