// The questions before the chat, in English.

import type { PreChatText } from "./ja_pre_chat"

export const preChat: PreChatText = {
  heading: "If you like, tell us a little",
  lead: "You need not answer.",
  use: "Your counsellor sees the answers. They also become statistics that carry no name.",
  none: "No answer",
  danger: {
    question: "Is your life, or the life of someone near you, in danger now?",
    options: { yes: "Yes", no: "No" },
  },
  dangerHelp: "Please call for help before anything else.",
  dangerNext: "You can call for help and wait for a counsellor at the same time.",
  topic: {
    question: "What is it about?",
    options: {
      family: "Family",
      work: "Work",
      school: "School",
      money: "Money and living",
      health: "Health",
      mind: "How I feel",
      relationships: "Relationships",
      loneliness: "Being alone",
      violence: "Violence",
      other: "Something else",
    },
  },
  age_band: {
    question: "Age",
    options: {
      under_20: "Under 20",
      from_20: "20 to 29",
      from_30: "30 to 39",
      from_40: "40 to 49",
      from_50: "50 to 59",
      from_60: "60 to 69",
      from_70: "70 or over",
    },
  },
  gender: {
    question: "Gender",
    options: { woman: "Woman", man: "Man", other: "Other" },
  },
  area: {
    question: "Where you live",
    options: {
      same_city: "The same city as this desk",
      same_prefecture: "Another city of the same prefecture",
      elsewhere: "Another prefecture or country",
    },
  },
  goOn: "Take a place in the line",
}
