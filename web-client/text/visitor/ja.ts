// Every sentence a visitor can read, in Japanese. This catalogue is the pattern: its type is
// VisitorText, so a sentence missing in another language does not compile. It knows no state and no
// page. Tone: calm, short, one thought a sentence; what is, then what can be done. Hours and contacts
// are not here: each desk has its own, and the server writes them into the first HTML.

import { preChat } from "./ja_pre_chat"
import type { Day, When } from "./when"

const weekdays = ["日", "月", "火", "水", "木", "金", "土"]

export const ja = {
  lang: "ja",
  languages: "ことばを選ぶ",
  about: "プライバシーについて",
  title: "チャット",
  unread: (count: number) => `(${count}) チャット`,
  waitedFor: "● チャット",

  exit: {
    short: "閉じる",
    full: "このページを閉じる",
    shift: (left: number) => `Shift キーをあと ${left} 回押すと、このページを閉じます。`,
  },

  first: {
    lead: (own: string) => own, // the desk's, in its own words
    purpose: {
      demo: "見本の窓口です。本当の相談は、受けていません。",
      practice: "練習のための窓口です。本当の相談は、受けていません。",
    },
    connecting: "受付の様子を確かめています",
    willChange: "受付できるようになると、この画面でお知らせします。",
    start: "相談をはじめる",
    hours: "受付の時間",
    who: "だれが聞くのか",
    whoText: "相談員がひとり、文字でお話をうかがいます。うまくまとまっていなくても大丈夫です。",
    secret: "守られることと、その限り",
    secretText:
      "名前や連絡先は聞きません。メッセージは、あなたの画面と相談員の画面でだけ読めるように暗号化されます。どこにも保存しません。",
    limitText: "命にかかわるときは、相談員が一緒に助けを考えます。",
    leaving: "このページを閉じるとき",
    leavingText: "上の「閉じる」を押すと、すぐに別のページに変わります。やりとりは、この端末に残りません。",
    leavingKeys: "Shift キーを 3 回押しても、同じように閉じます。",
    historyText: "ブラウザーの閲覧履歴と、キーボードが覚えたことばは消えません。気になるときは、ご自分で消してください。端末を見張るアプリは、止められません。",
  },

  intake: {
    open: "受付中です",
    over: "本日の受付は終わりました",
    full: "いまは混み合っています",
    paused: "いまは受付を止めています",
    closed: "いまは受付時間外です",
  },
  nextOpening: ({ month, day, weekday, hour, minute }: When) =>
    `次は ${month}月${day}日(${weekdays[weekday]}) ${hour}時${minute === 0 ? "" : `${minute}分`}からです。`,
  nextUnknown: "次の受付は、まだ決まっていません。",
  hours: (own: string) => own,

  consent: {
    heading: "はじめる前に",
    points: [
      "お話は、相談員がひとりで聞きます。",
      "名前や連絡先は聞きません。答えたくないことは、答えなくて大丈夫です。",
      "メッセージは、どこにも保存しません。",
      "命にかかわるときは、相談員が一緒に助けを考えます。",
      "診察や治療、救急の対応はできません。",
      "「閉じる」を押すと、この画面はすぐに消えます。ブラウザーの閲覧履歴は消えません。",
    ],
    agree: "わかりました。はじめます",
    back: "もどる",
  },

  preChat,

  waiting: {
    heading: "順番をお待ちください",
    joining: "受付しています。",
    crowded: "いまは混み合っています。少しお待ちください。",
    before: "前に",
    people: (count: number) => `${count} 人`,
    wait: "お待ちです",
    ahead: (count: number) => `前に ${count} 人お待ちです。`,
    next: "次にお話しできます。",
    unknown: "待ち時間は、いまは分かりません。",
    range: (half: number, most: number) =>
      `いまは ${half === most ? "" : `${half}〜`}${most}\u00a0分ほどお待ちいただいています。`,
    rose: "先にお話しする方が加わったため、前の人数が増えました。",
    mayNot: "きょうの受付時間内に、順番がこないかもしれません。",
    mayNotNext: "このまま待つことも、ほかの相談先を見ることもできます。",
    paused: "いまは順番が進みません。順番は残っています。少しお待ちください。",
    near: "もうすぐ順番です。",
    nearText: (minutes: number) => `画面の前にいらしたら、${minutes} 分ほどのあいだに、このボタンを押してください。`,
    here: "ここにいます",
    nearKept: "押せなくても、順番はなくなりません。",
    tapped: "ありがとうございます。このままお待ちください。",
    awake: "画面は、ついたままにしておきます。",
    sound: "順番が近づいたら、音で知らせる",
    keep: "画面が暗くなっても、順番はしばらく残ります。",
    reconnecting: "つなぎ直しています。順番は残っています。",
    meanwhile: "待っているあいだに",
    leave: "待つのをやめる",
    leaveQuestion: "待つのをやめますか。順番はなくなります。",
    leaveYes: "やめる",
    leaveNo: "待ちます",
    breathing: "呼吸をととのえる",
    breathingSteps: [
      "肩の力を、少し抜きます。",
      "口から、ゆっくり息を吐きます。",
      "鼻から、自然に吸います。",
      "吐くほうを長めに、何度かくり返します。",
      "苦しくなったら、いつもの呼吸にもどします。",
    ],
  },

  parked: {
    heading: "順番を、いったんお休みにしています。",
    no_tap: "画面の前にいらっしゃるか、確かめられなかったためです。",
    no_show: "相談のはじめに、お返事がなかったためです。",
    kept: "順番はなくなっていません。下のボタンで、もとの順番にもどれます。",
    back: "順番にもどる",
    coming: "もどっています",
  },

  notQueued: {
    closed: "いまは受付時間外です。",
    full: "混み合っていて、いまは受付できません。",
    over: "本日の受付は終わりました。",
    paused: "いまは、新しい受付を止めています。",
    open: "いまは順番をお取りできませんでした。",
    nextClosed: "受付がはじまってから、もう一度お試しください。ほかの相談先もあります。",
    nextFull: "少し時間をおいて、もう一度お試しください。ほかの相談先もあります。",
    nextOver: "次の受付のときに、またお話しください。ほかの相談先もあります。",
    nextPaused: "少し時間をおいて、もう一度お試しください。ほかの相談先もあります。",
    nextOpen: "もう一度お試しください。",
    nowOpen: "いま、受付できます。",
    nextNowOpen: "下のボタンで、順番をお取りします。",
    take: "順番をとる",
    again: "もう一度たしかめる",
  },

  resumable: {
    question: "続きから始めますか。",
    explain: "相談が途中です。席はしばらく残っています。",
    yes: "続きから始める",
    later: "あとで",
    no: "相談をやめる",
    laterText: "席は 10 分ほど残ります。もどるときは、下のボタンを押してください。",
    leaving: "相談を終えています。この画面は、閉じてもかまいません。",
  },

  talk: {
    heading: "相談員とお話し中",
    log: "やりとり",
    you: "あなた",
    today: (time: string) => `今日 ${time}`,
    found: "相談員につながりました。",
    resumed: "続きから、お話しできます。",
    former: "ここより前のやりとりは、この画面には残っていません。",
    gone: "ここより前のやりとりは、どちらの画面にも残っていません。",
    unseen: "ここより前のやりとりは、次の相談員には見えません。",
    lost: "送っている途中だったメッセージが、失われました。申し訳ありません。もう一度お書きください。",
    gap: "届いていないメッセージがあります。相談員に、もう一度たずねてみてください。",
    sealed: "鍵が合わず、開けないメッセージがあります。相談員に、もう一度たずねてみてください。",
    peerAway: "相手の方の接続が途切れています。少しお待ちください。",
    peerBack: "相手の方がもどりました。",
    renewed: "相手の方の画面が、新しく開かれました。",
    handedOver: "相談員がかわりました。ここからは、次の相談員がうかがいます。",
    history: "これまでのお話を、次の相談員に見せてもよいですか。",
    give: "見せる",
    keep: "見せない",
    typing: "相談員が入力しています",
    nearEnd: "あと 5 分ほどで、きょうの時間になります。",
    longer: "お話しできる時間が、少しのびました。",
    reconnecting: "つなぎ直しています。書いた内容は消えません。",
    forgetful: "この画面では、送信中のメッセージを覚えておけません。届くまで、読みこみ直さずにお待ちください。",
    sending: "送信中",
    delivered: "届きました",
    failed: "送れませんでした",
    again: "もう一度送る",
    message: "メッセージ",
    write: "書く…",
    send: "送る",
    full: "まだ届いていないメッセージがたくさんあります。届いたら、また書けます。",
    long: "少し長いようです。いくつかに分けて送ってください。",
    newer: "新しいメッセージ",
    enterSends: "Enter で送る",
    earlier: "さきほどのやりとり",
    end: "相談を終える",
    endQuestion: "相談を終えますか。",
    endYes: "終える",
    endNo: "続ける",
  },

  end: {
    ending: "相談が終わります。書いたメッセージを届けています。",
    visitor_left: "相談を終えました。",
    counsellor_ended: "相談員が、相談を終えました。",
    supervisor_ended: "窓口が、相談を終えました。",
    visitor_lost: "つながらない時間が長くなり、相談は終わりました。",
    counsellor_lost: "担当の相談員の接続が切れました。順番は先頭のままです。",
    no_show: "しばらくお返事がなかったため、ここでいったん止めました。",
    time_over: "時間になりましたので、相談を終えました。",
    cooled_down: "相談員が、相談を終えました。",
    cooled_off: "またいつでも、はじめられます。",
    broken_off: "接続が切れたまま、本日の受付が終わりました。申し訳ありません。",
    not_reached: "本日の受付は終わりました。順番がこないままになり、申し訳ありません。",
    stopped_waiting: "待つのをやめました。またいつでも、はじめられます。",
    not_found: "順番や席が見つかりませんでした。申し訳ありません。もう一度はじめられます。",
    after: "この画面を閉じると、やりとりは消えます。閉じなくても、10 分ほどで消えます。",
    cleared: "やりとりは、この画面から消えました。",
    home: "はじめの画面にもどる",
  },

  elsewhere: {
    heading: "この相談は、別の画面で開かれています。",
    text: "この画面で続けるときは、下のボタンを押してください。別の画面は止まります。",
    here: "この画面で続ける",
  },

  reload: {
    heading: "このページは新しくなりました。",
    text: "読みこみ直すと、続きからお話しできます。",
    button: "読みこみ直す",
  },

  reconnecting: "つなぎ直しています。このままお待ちください。",
  forgetful: "この画面では、順番を覚えておけません。読みこみ直さずにお待ちください。",
  unsupported: "このブラウザーでは、チャットを使えません。下の方法で助けを呼べます。",

  emergency: {
    row: "命の危険 119・110・声なし",
    heading: "命の危険があるとき",
    ways: "119・110・声を出さずに助けを呼ぶ",
    help: "助けを呼ぶ方法と、相談先",
    text: "いま命の危険があるときは、ここより先に 119・110 へ。声が出せないときの方法もあります。",
    nearby: "近くの人に、この画面を見せて頼むこともできます。",
    show: "「救急車を呼んでください」",
  },

  contacts: {
    heading: "相談先をさがす",
    silent: "声を出せないとき",
    voiced: "声で話せるとき",
    kinds: { emergency: "命の危険があるとき", crisis: "気持ちがとてもつらいとき", consultation: "相談先" },
    sample: "見本",
    open: "ページをひらく",
    call: (number: string) => `${number} に電話する`,
    checked: (owner: string, { year, month, day }: Day) => `${owner} が ${year}年${month}月${day}日 に確かめました`,
  },
}

export type VisitorText = typeof ja
