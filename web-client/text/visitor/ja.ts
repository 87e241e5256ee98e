// Every sentence a visitor can read, in Japanese. This catalogue is the pattern: its type is
// VisitorText, so a sentence missing in another language does not compile. It knows no state and no
// page. Tone: calm, short, one thought a sentence; what is, then what can be done.
// 「見本」 contacts are for the demo desk; an organisation checks and replaces them.

export const ja = {
  lang: "ja",
  language: "日本語",
  languages: "ことばを選ぶ",
  title: "チャット",
  unread: (count: number) => `(${count}) チャット`,

  exit: {
    short: "閉じる",
    full: "このページを閉じる",
    shift: (left: number) => `Shift キーをあと ${left} 回押すと、このページを閉じます。`,
  },

  first: {
    lead: "つらい気持ちや困りごとを、文字で話せる窓口です。",
    connecting: "受付の様子を確かめています",
    start: "相談をはじめる",
    who: "だれが聞くのか",
    whoText: "相談員がひとり、文字でお話をうかがいます。うまくまとまっていなくても大丈夫です。",
    secret: "守られることと、その限り",
    secretText:
      "名前や連絡先は聞きません。メッセージは、どこにも保存しません。",
    limitText: "命にかかわるときは、相談員が一緒に助けを考えます。",
    leaving: "このページを閉じるとき",
    leavingText: "上の「閉じる」を押すと、すぐに別のページに変わります。やりとりは、この端末に残りません。",
    historyText: "ブラウザーの閲覧履歴は消えません。気になるときは、ご自分で消してください。",
  },

  intake: {
    open: "受付中です",
    over: "本日の受付は終わりました",
    full: "いまは混み合っています",
    closed: "いまは受付時間外です",
  },

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

  waiting: {
    heading: "順番をお待ちください",
    joining: "受付しています。",
    before: "前に",
    people: (count: number) => `${count} 人`,
    wait: "お待ちです",
    ahead: (count: number) => `前に ${count} 人お待ちです。`,
    next: "次にお話しできます。",
    unknown: "待ち時間は、いまは分かりません。",
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
    beginning: "何から話せばいいか、迷うとき",
    beginningSteps: [
      "「うまく言えないけれど」からで大丈夫です。",
      "いま、いちばんつらいことを一つだけでも。",
      "「ただ聞いてほしい」と書いてもかまいません。",
    ],
  },

  notQueued: {
    closed: "いまは受付時間外です。",
    full: "混み合っていて、いまは受付できません。",
    over: "本日の受付は終わりました。",
    open: "いまは順番をお取りできませんでした。",
    nextClosed: "受付がはじまってから、もう一度お試しください。ほかの相談先もあります。",
    nextFull: "少し時間をおいて、もう一度お試しください。ほかの相談先もあります。",
    nextOver: "次の受付のときに、またお話しください。ほかの相談先もあります。",
    nextOpen: "もう一度お試しください。",
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
    unseen: "ここより前のやりとりは、次の相談員には見えません。",
    gap: "届いていないメッセージがあります。相談員に、もう一度たずねてみてください。",
    sealed: "鍵が合わず、開けないメッセージがあります。相談員に、もう一度たずねてみてください。",
    peerAway: "相手の方の接続が途切れています。少しお待ちください。",
    peerBack: "相手の方がもどりました。",
    reconnecting: "つなぎ直しています。書いた内容は消えません。",
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
    text: "いま命の危険があるときは、ここより先に 119・110 へ。声が出せないときの方法もあります。",
    ambulance: "119 に電話する(救急・消防)",
    police: "110 に電話する(警察)",
    silent: "声を出せないとき",
    silentFire:
      "消防の「NET119」は、画面の操作で救急車や消防車を呼べます。聞くことや話すことに不自由のある方が、前もって登録して使います。",
    silentPolice: "警察の「110番アプリ」は、文字や画像で伝えられます。",
    nearby: "近くの人に、この画面を見せて頼むこともできます。",
    show: "「救急車を呼んでください」",
    sample: "見本です。窓口をひらく前に、連絡先を確かめて書きかえます。",
  },
}

export type VisitorText = typeof ja
