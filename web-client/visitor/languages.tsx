// The languages, below every screen but the conversation, and what there is to know about privacy. The
// choice is kept in memory only.

import { useState } from "preact/hooks"
import { languages } from "../text/visitor/text"
import { About } from "./about"
import { plain, say } from "./ruby"
import type { Screen } from "./screen"

export function Languages({ text, language, acts }: Screen) {
  const [about, setAbout] = useState(false)
  return (
    <>
    {about && <About text={text} language={language} />}
    <footer class="languages" aria-label={plain(text.languages)}>
      {languages.map(({ code, lang, name }) => (
        <button key={code} type="button" class="button text" lang={lang} aria-pressed={code === language} onClick={() => acts.speak(code)}>
          {name}
        </button>
      ))}
      <button type="button" class="button text" aria-expanded={about} onClick={() => setAbout(!about)}>{say(text.about)}</button>
    </footer>
    </>
  )
}
