// The questions before the chat, in やさしい日本語, with readings as in ja_easy.ts.

import type { PreChatText } from "./ja_pre_chat"

export const preChat: PreChatText = {
  heading: "よければ、おしえてください",
  lead: "{答|こた}えなくても だいじょうぶです。",
  use: "{答|こた}えは {相談員|そうだんいん}が {見|み}ます。{名前|なまえ}のない {数|かず}だけ、あとで つかいます。",
  none: "{答|こた}えない",
  danger: {
    question: "いま、あなたや まわりの {人|ひと}の {命|いのち}が あぶないですか。",
    options: { yes: "はい", no: "いいえ" },
  },
  dangerHelp: "さきに、たすけを よんでください。",
  dangerNext: "たすけを よびながら、{相談員|そうだんいん}を まつことも できます。",
  topic: {
    question: "どんな {話|はなし}ですか。",
    options: {
      family: "かぞく",
      work: "しごと",
      school: "{学校|がっこう}",
      money: "お{金|かね}・せいかつ",
      health: "からだ",
      mind: "こころ",
      relationships: "{人|ひと}との かんけい",
      loneliness: "ひとりで いること",
      violence: "ぼうりょく",
      other: "そのほか",
    },
  },
  age_band: {
    question: "なんさいですか",
    options: {
      under_20: "19さいまで",
      from_20: "20〜29さい",
      from_30: "30〜39さい",
      from_40: "40〜49さい",
      from_50: "50〜59さい",
      from_60: "60〜69さい",
      from_70: "70さいから",
    },
  },
  gender: {
    question: "{性別|せいべつ}",
    options: { woman: "{女性|じょせい}", man: "{男性|だんせい}", other: "そのほか" },
  },
  area: {
    question: "すんでいる ところ",
    options: {
      same_city: "ここと おなじ {市|し}・{町|まち}",
      same_prefecture: "おなじ {県|けん}の、ほかの {市|し}・{町|まち}",
      elsewhere: "ほかの {県|けん}・{外国|がいこく}",
    },
  },
  goOn: "じゅんばんを とる",
}
