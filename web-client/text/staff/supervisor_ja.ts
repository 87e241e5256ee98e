// Every sentence of the supervisor's page. It knows no state and no page.

import type { AlarmKind, CoolReason, EndReason, Intake, MoveReason, Purpose, Verdict } from "../../generated/protocol"

const purpose: Record<Exclude<Purpose, "real">, string> = {
  practice: "研修用の窓口の記録です。公表する統計には入りません。",
  demo: "見本の窓口の記録です。公表する統計には入りません。",
}

const endedBy: Record<EndReason, string> = {
  counsellor_ended: "相談員が終えた",
  visitor_left: "相談者が終えた、または待つのをやめた",
  supervisor_ended: "スーパーバイザーが終えた",
  visitor_lost: "相談者の接続がもどらなかった",
  counsellor_lost: "相談員の接続がもどらなかった",
  no_show: "お返事がなかった",
  time_over: "時間になった",
  cooled_down: "利用を一時休止にして終えた",
  not_reached: "時間内に順番がこなかった",
}

// The figures of docs/statistics.md.
const record = {
  heading: "きょうの記録",
  asOf: (day: string, time: string) => `${day}・${time} 現在`,
  purpose,
  reading: "記録を読み出しています。",
  away: "いまは記録を読み出せません。相談はこのまま続きます。もどりしだい、ここに出ます。",
  awayStill: "いまは新しい記録を読み出せません。相談はこのまま続きます。下は前に読み出したものです。",
  nothing: "きょうはまだ、記録がありません。",
  nothingNext: "お一人目の受付から、ここに件数が出ます。",
  queued: "受付件数",
  accepted: "対応件数",
  engaged: "相談成立件数",
  case: "件",
  cases: (count: number) => `${count}件`,
  wait: "待ち時間",
  half: (minutes: number) => `半数は ${minutes}分以内、`,
  most: (minutes: number) => `9割は ${minutes}分以内`,
  noWait: "まだ分かりません",
  length: "平均相談時間",
  preChat: "事前のおたずね",
  offered: "案内件数",
  abandoned: "待機中の離脱",
  brokenOff: "相談員側の中断",
  turnedAway: "受付できなかった方",
  closed: "時間外",
  over: "受付終了後",
  full: "満員",
  paused: "受付休止中",
  ended: "終わりかた",
  count: "件数",
  endedBy,
  noEnd: "まだ、終わった相談はありません。",
  caution: "延べ件数です。実人数は把握していません。",
}

// Alarms: what is so, and the one thing that helps.
const alarms: Record<AlarmKind, { what(alias: string): string; helps: string }> = {
  too_few_staff: {
    what: () => "人数が足りないため、新しい方の受付を止めています。",
    helps: "相談員かスーパーバイザーに、サインインを頼んでください。人数がそろうと、受付は自動で再開します。",
  },
  disk_away: {
    what: () => "サーバーの記録を書きこめません。新しい受付と割り当てを休んでいます。",
    helps: "システム担当に、ディスクの空きを確かめるよう頼んでください。お話し中の相談は続いています。",
  },
  database_away: {
    what: () => "データベースにつながりません。相談は続いています。",
    helps: "システム担当に知らせてください。新しいサインインと記録の表示は、もどるまで待ちます。",
  },
  offers_lapsed: {
    what: (alias) => `${alias}さんが、続けて案内に応答していません。`,
    helps: "ようすをたずねてください。本人が「受付可」にもどすと、この知らせは消えます。",
  },
}

const line = {
  heading: "順番待ち",
  nobody: "いまは、お待ちの方がいません。",
  nobodyNext: "新しい方が来ると、ここに順番でならびます。",
  number: (at: number) => `${at}番目`,
  noNumber: "順番を保留",
  waited: (minutes: string) => `待ち ${minutes}`,
  front: "先頭の列",
  more: (count: number) => `ほかに ${count}人`,
  moveUp: "先頭へ",
  moveUpName: (at: string) => `${at}の方を先頭へ`,
  reason: "先頭へ移す理由を選んでください。記録に残ります。",
  reasons: {
    danger: "危険がある",
    young: "若年の方",
    came_back: "もどってこられた",
    other: "そのほか",
  } satisfies Record<MoveReason, string>,
  cancel: "やめる",
}

const coolDowns = {
  heading: "利用の一時休止",
  explain: "この開設で、相談員が一時休止にして終えた相談です。理由を本人にたずね、確かめた結果を残してください。",
  reasons: {
    harassment: "暴言・いやがらせ",
    sexual: "性的な言葉や要求",
    threat: "おどし",
    repeated_misuse: "いたずらなどの、くり返し",
    other: "そのほか",
  } satisfies Record<CoolReason, string>,
  left: (minutes: number) => `あと ${minutes}分`,
  over: "終わりました",
  verdicts: { upheld: "確認ずみ", lifted: "取り消しずみ" } satisfies Record<Verdict, string>,
  uphold: "確認した",
  lift: "取り消す",
  liftLate: "不要だったとする",
  liftQuestion: "この一時休止を取り消しますか。相談者は、すぐにまた相談を始められます。",
  liftLateQuestion: "不要だったと記録しますか。",
  liftYes: "取り消す",
  liftLateYes: "記録する",
}

const shift = {
  heading: "受付",
  open: "受付をはじめる",
  openQuestion: "受付をはじめますか。",
  openYes: "はじめる",
  resume: "受付を再開する",
  resumeQuestion: "受付を再開しますか。",
  resumeYes: "再開する",
  stop: "受付を止める",
  stopQuestion: "新しい方の受付を止めますか。列の方とのお話は続きます。",
  stopYes: "止める",
  close: "本日の開設を終える",
  closeQuestion: (inLine: number) =>
    inLine === 0
      ? "本日の開設を終えますか。お話し中の相談は続きます。"
      : `本日の開設を終えますか。順番待ちの ${inLine}人には、終わりと次の受付、ほかの相談先をお伝えします。お話し中の相談は続きます。`,
  closeYes: "終える",
  no: "もどる",
  explain: {
    open: "新しい方を受け付けています。",
    over: "新しい方は受け付けていません。列の方とのお話は続いています。",
    full: "列がいっぱいか、時間内に順番がこない見込みです。空くと、また受け付けます。",
    paused: "新しい方の受付を休んでいます。列の方とのお話は続いています。",
    closed: "開設していません。",
  } satisfies Record<Intake, string>,
  needed: (staff: number, needed: number) => `サインイン中 ${staff}人・開設には ${needed}人`,
  notOpened: "人数が足りないため、受付をはじめられませんでした。",
  missing: (count: number) => `あと ${count}人のサインインが必要です。`,
  missingCounsellor: "相談員のサインインが、1人以上必要です。",
  closesIn: (time: string) => `終了まで あと ${time}`,
  closesNow: "終了の時刻を過ぎました",
  returning: "再接続待ちです。接続がもどるまで、新しい担当の割り当てを待っています。",
}

const figures = {
  waiting: "お待ちの方",
  longest: "いちばん長い待ち",
  talking: "お話し中",
  free: "受けられる相談員",
  of: (total: number) => `/ ${total}人`,
  away: (count: number) => `うち接続切れ ${count}人`,
  parked: (count: number) => `一時お休み ${count}人`,
  nobodyWaits: "いまは、いません",
  minute: "分",
  person: "人",
  hour: "この1時間",
  since: (time: string) => `${time} から`,
  highest: (span: string, value: string) => `${span}の最大 ${value}`,
}

const team = {
  heading: "相談員",
  nobody: "サインインしている相談員がいません。",
  nobodyNext: "受付をはじめる前に、相談員にサインインを頼んでください。",
  sessions: (held: number, atOnce: number) => `相談 ${held}/${atOnce}`,
  lapses: (count: number) => `応答なし ${count}回`,
  more: (count: number) => `ほかに ${count}人`,
}

export const supervisor = {
  title: "現在の状況",
  now: "現在の状況",
  figures,
  team,
  alarms,
  alarmsName: "お知らせ",
  line,
  coolDowns,
  shift,
  hours: (hours: number, minutes: number) => `${hours}時間${minutes === 0 ? "" : `${minutes}分`}`,
  reading: "現在の状況を読み出しています。",
  reconnecting: "つなぎ直しています。",
  stale: "表示は、最新ではないかもしれません。",
  record,
}
