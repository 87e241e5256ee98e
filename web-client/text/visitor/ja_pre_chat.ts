// The questions before the chat, in Japanese: what ja.ts is for the rest. Coded, so that nothing can be
// written there that says who somebody is.

import type { AgeBand, Area, Gender, Topic } from "../../generated/protocol"

export const preChat = {
  heading: "よければ、教えてください",
  lead: "答えなくても大丈夫です。",
  use: "答えは担当の相談員に伝わります。名前と結びつかない統計にも使います。",
  none: "答えない",
  danger: {
    question: "いま、あなたやまわりの方の命に、危険がありますか。",
    options: { yes: "はい", no: "いいえ" },
  },
  dangerHelp: "ここより先に、助けを呼んでください。",
  dangerNext: "助けを呼びながら、相談員を待つこともできます。",
  topic: {
    question: "どんなことについてのお話ですか。",
    options: {
      family: "家族",
      work: "仕事",
      school: "学校",
      money: "お金・暮らし",
      health: "からだ",
      mind: "こころ",
      relationships: "人との関係",
      loneliness: "ひとりでいること",
      violence: "暴力",
      other: "そのほか",
    } as Record<Topic, string>,
  },
  age_band: {
    question: "年代",
    options: {
      under_20: "20歳未満",
      from_20: "20代",
      from_30: "30代",
      from_40: "40代",
      from_50: "50代",
      from_60: "60代",
      from_70: "70歳以上",
    } as Record<AgeBand, string>,
  },
  gender: {
    question: "性別",
    options: { woman: "女性", man: "男性", other: "そのほか" } as Record<Gender, string>,
  },
  area: {
    question: "お住まい",
    options: {
      same_city: "窓口と同じ市区町村",
      same_prefecture: "同じ都道府県の、ほかの市区町村",
      elsewhere: "ほかの都道府県・海外",
    } as Record<Area, string>,
  },
  goOn: "順番をとる",
}

export type PreChatText = typeof preChat
