// The languages, below every screen but the conversation. The choice is kept in memory only.

import { catalogues } from "../text/visitor/text"
import { plain } from "./ruby"
import type { Screen } from "./screen"

export function Languages({ text, language, acts }: Screen) {
  return (
    <footer class="languages" aria-label={plain(text.languages)}>
      {[...catalogues].map(([code, catalogue]) => (
        <button key={code} type="button" class="button text" lang={catalogue.lang} aria-pressed={code === language} onClick={() => acts.speak(code)}>
          {catalogue.language}
        </button>
      ))}
    </footer>
  )
}
