// The languages, below every screen but the conversation. The choice is kept in memory only.

import { languages } from "../text/visitor/text"
import { plain } from "./ruby"
import type { Screen } from "./screen"

export function Languages({ text, language, acts }: Screen) {
  return (
    <footer class="languages" aria-label={plain(text.languages)}>
      {languages.map(({ code, lang, name }) => (
        <button key={code} type="button" class="button text" lang={lang} aria-pressed={code === language} onClick={() => acts.speak(code)}>
          {name}
        </button>
      ))}
    </footer>
  )
}
