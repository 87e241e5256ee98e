// What is said after a cool-down, in every language: rare, so it comes only when it is needed. It blames
// nobody, and says until when, and that help is there meanwhile. It knows no state and no page.

import type { Language } from "./text"

export interface CoolingText {
  heading: string
  sentence(time: string): string // when it is over
}

export const cooling: Record<Language, CoolingText> = {
  ja: {
    heading: "いまは、いったんお休みにしています。",
    sentence: (time) => `${time} ごろから、また相談をはじめられます。それまでのあいだも、下の相談先に連絡できます。`,
  },
  "ja-easy": {
    heading: "いまは、いったん お{休|やす}みです。",
    sentence: (time) => `${time}ごろから、また {相談|そうだん}できます。それまでも、{下|した}に ある ところに {連絡|れんらく}できます。`,
  },
  en: {
    heading: "We are pausing here for a while.",
    sentence: (time) => `From about ${time} you can start a consultation again. Until then you can still turn to the places below.`,
  },
}
