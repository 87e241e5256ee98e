// What is left of the evening: figures and rows that agree with what happened, and no word anywhere.
import assert from "node:assert/strict"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { counts, figure, sees, typed } from "../acts.mjs"
import { happened, supervisor } from "../cast.mjs"
import { query } from "../house.mjs"
import { forms, search } from "../search.mjs"
import { look, step, until } from "../stage.mjs"

const folder = process.env.TMP
// What was there before anybody wrote, and pictures, which are meant to show what was written.
const spared = [join(folder, "server/program"), join(folder, "shots")]

const rows = `select json_build_object(
  'pre_chat', count(pre_chat_at),
  'queued', count(*), 'offered', count(offered_at), 'accepted', count(accepted_at), 'engaged', count(engaged_at),
  'abandoned', count(*) filter (where accepted_at is null and end_reason in ('visitor_left', 'visitor_lost')),
  'turned_away_over', (select coalesce(sum(count), 0) from funnel_day where step = 'turned_away_over'),
  'visitor_left', count(*) filter (where end_reason = 'visitor_left'),
  'counsellor_ended', count(*) filter (where end_reason = 'counsellor_ended'),
  'visitor_words', sum(visitor_words), 'counsellor_words', sum(counsellor_words)) from ticket`

// Steps before a place are written down every ten seconds: what a killed server forgets of them is no
// mistake, so these are not compared.
const funnel = "select json_object_agg(step, count) from funnel_day where step not in ('opened', 'consented', 'pre_chat')"

const same = (found, expected) => JSON.stringify(found) === JSON.stringify(expected) || { found, expected }

export async function everyPlaceIsWritten(seconds) {
  await until("the places", async () => same(await query("select count(*) from ticket"), happened.queued), seconds)
}

// Rows, counters and the supervisor's page say what happened, each once.
export async function agree(seconds) {
  await until("the rows", async () => same(await query(rows), happened), seconds)
  const { queued, offered, accepted, engaged, abandoned, turned_away_over, visitor_left, counsellor_ended } = happened
  const counted = { queued, offered, accepted, engaged, abandoned, turned_away_over, ended_visitor_left: visitor_left, ended_counsellor_ended: counsellor_ended }
  const sorted = (object) => Object.entries(object).sort()
  assert.deepEqual(sorted(await query(funnel)), sorted(counted))
  assert.equal(await query("select count(*) from ticket where ended_at is null"), 0)
  assert.equal(await query("select skipped from journal_position"), 0)
  await supervisor.reload()
  await counts(supervisor, "受付件数", queued)
  for (const [name, expected] of [["対応件数", accepted], ["相談成立件数", engaged], ["待機中の離脱", abandoned], ["受付できなかった方", turned_away_over], ["相談員側の中断", 0]]) {
    assert.equal(await figure(supervisor, name), expected, name)
  }
  for (const [reason, expected] of [["相談員が終えた", counsellor_ended], ["相談者が終えた、または待つのをやめた", visitor_left]]) {
    const row = supervisor.getByRole("row").filter({ hasText: reason })
    assert.equal(Number(await row.getByRole("cell").innerText()), expected, reason)
  }
  assert.equal(await supervisor.getByRole("row").count(), 3)
}

export async function figures() {
  await step("the supervisor's figures, the rows and what happened agree", async () => {
    await agree(5)
    await sees(supervisor, "延べ件数です。実人数は把握していません。")
    await sees(supervisor, "見本の窓口の記録です。公表する統計には入りません。")
    await look(supervisor, "supervisor-day")
    await supervisor.setViewportSize({ width: 360, height: 740 })
    await look(supervisor, "supervisor-day-360")
    await supervisor.setViewportSize({ width: 1280, height: 720 })
  })
}

// A sentence of the same kind, put into a file in each form and into the database.
async function plant(control) {
  const place = join(folder, "server/planted")
  mkdirSync(place)
  for (const [at, [, form]] of [...forms(control)].entries()) {
    writeFileSync(join(place, `${at}`), Buffer.concat([Buffer.from([0, 255, 13]), form, Buffer.from([7])]))
  }
  await query(`create table planted as select '${control}'::text as control`)
  await query("checkpoint")
  return place
}

export async function nothingIsLeft() {
  await step("what was written is in no file of server, database and browser; a planted sentence is found", async () => {
    const control = "これは、さがすための文です。見つかるはずです。"
    const place = await plant(control)
    const found = search(folder, [control], spared).hits
    const missed = [...forms(control)].filter(([name], at) => !found.includes(`${name} of ${control} in ${join(place, `${at}`)}`))
    assert.deepEqual(missed, [])
    for (const where of ["/base/", "/pg_wal/"]) assert.ok(found.some((hit) => hit.includes(where)), `nothing found in ${where}: ${found}`)
    await query("drop table planted")
    rmSync(place, { recursive: true })

    assert.ok(typed.size > 70, `${typed.size} sentences`)
    const { hits, read, bytesRead } = search(folder, typed, spared)
    console.log(`        ${typed.size} sentences, ${read} files, ${Math.round(bytesRead / 1e6)} MB`)
    assert.deepEqual(hits, [])
    for (const needed of ["server/data/journal", "server/database/cluster/pg_wal", "server/log", "browser"]) assert.ok(search(join(folder, needed), [], []).read > 0, needed)
  })
}
