// Every sentence counsellors and supervisors read, in Japanese for now: here what both pages share.
// It knows no state and no page. Names are those of the vocabulary: 相談, 受付, 対応状況.

import type { Intake, PlaceState, Presence } from "../../generated/protocol"

export { counsellor } from "./counsellor_ja"
export { supervisor } from "./supervisor_ja"

const intake: Record<Intake, string> = {
  open: "受付中",
  over: "受付を止めています",
  full: "満員です",
  paused: "受付を休んでいます",
  closed: "受付していません",
}

const presence: Record<Presence, string> = {
  available: "受付可",
  offered: "案内中",
  in_session: "対応中",
  only_my_session: "担当中の相談だけ",
  wrapping_up: "記録中",
  on_break: "休憩中",
  away: "接続切れ",
}

const place: Record<PlaceState, string> = {
  waiting: "お待ち",
  offered: "案内中",
  away: "接続切れ",
  parked: "一時お休み",
}

export const staff = {
  intake,
  presence,
  place,
  danger: "危険あり",
  minutes: (seconds: number) => (seconds < 60 ? "1分未満" : `${Math.floor(seconds / 60)}分`),
  people: (count: number) => `${count}人`,
  reconnecting: "つなぎ直しています。書いた内容は消えません。",
  signOut: "サインアウト",
  elsewhere: {
    heading: "この画面は、別の場所で開かれました。",
    text: "ここで続けると、別の画面は止まります。",
    here: "この画面で続ける",
  },
  reload: {
    heading: "このページは新しくなりました。",
    text: "読みこみ直してください。相談の席は残っています。",
    button: "読みこみ直す",
  },
  insecure: {
    heading: "このままでは、相談を始められません。",
    text: "言葉に鍵をかけるには、https:// で始まるアドレスと、新しいブラウザが必要です。アドレスを確かめるか、管理者に知らせてください。",
  },
  notAllowed: "この役割では、このページを使えません。別の名前でサインインしてください。",
  noDesk: "担当の窓口がまだありません。管理者に確かめてください。",
}

export const signIn = {
  counsellor: "相談員のサインイン",
  supervisor: "スーパーバイザーのサインイン",
  name: "サインイン名",
  password: "パスワード",
  button: "サインイン",
  checking: "確かめています",
  wrong: "名前かパスワードが違うようです。もう一度お確かめください。",
  slow: "続けて試されたので、少し待っています。1分ほどしてからお試しください。",
  away: "いまは確かめられません。少し待ってから、もう一度お試しください。",
  wrongRole: {
    counsellor: "このページは相談員用です。相談員の名前でサインインしてください。",
    supervisor: "このページはスーパーバイザー用です。スーパーバイザーの名前でサインインしてください。",
  },
}
