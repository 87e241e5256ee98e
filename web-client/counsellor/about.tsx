// The right pane: this session. What was answered before the chat, a memo that leaves neither this
// screen nor this session, and the record.

import type { About as AboutTold } from "../generated/protocol"
import { now } from "../staff/now"
import { DangerMark } from "../staff/state_mark"
import { Ask } from "../talk/ask"
import { clockOf } from "../talk/log"
import { counsellor, staff } from "../text/staff/ja"
import { CoolDown } from "./cool_down"
import { HandOver } from "./hand_over"
import { letterOf } from "./name"
import { Record } from "./record"
import type { Screen } from "./screen"
import { mayPutBack, type Talk } from "./talks"

const text = counsellor.about

export function About({ screen, talk, seen }: { screen: Screen; talk: Talk; seen: boolean }) {
  const memo = `memo-${letterOf(talk)}`
  return (
    <section class={`pane about ${seen ? "" : "put-away"}`} aria-label={text.heading}>
      <h2>{text.heading}</h2>
      {talk.about !== null && <Before about={talk.about} />}
      <dl class="facts-list">
        <div><dt>{text.since}</dt><dd>{clockOf(talk.begun)} <Elapsed talk={talk} /></dd></div>
        {talk.about !== null && <div><dt>{text.waited}</dt><dd>{staff.minutes(talk.about.waited_seconds)}</dd></div>}
      </dl>
      <PutBack screen={screen} talk={talk} />
      <HandOver screen={screen} talk={talk} />
      <label class="memo">
        <b>{text.memo}</b>
        <textarea class="field" rows={5} autocomplete="off" aria-describedby={memo} />
        <span class="small soft" id={memo}>{text.memoHint}</span>
      </label>
      <CoolDown screen={screen} talk={talk} />
      <Record screen={screen} talk={talk} />
    </section>
  )
}

function Elapsed({ talk }: { talk: Talk }) {
  if (talk.stage === "ended") return null
  return <span class="soft">({text.elapsed(staff.minutes((now.value - talk.begun) / 1_000))})</span>
}

// What was known before the first word, the mark of danger before all else.
function Before({ about }: { about: AboutTold }) {
  const { topic, age_band, gender, area, danger } = about.answers
  const answers: [string, string][] = [
    ...(age_band === undefined ? [] : [[text.ageName, text.ageBand[age_band]] as [string, string]]),
    ...(topic === undefined ? [] : [[text.topicName, text.topic[topic]] as [string, string]]),
    ...(gender === undefined ? [] : [[text.genderName, text.gender[gender]] as [string, string]]),
    ...(area === undefined ? [] : [[text.areaName, text.area[area]] as [string, string]]),
    ...(danger === false ? [[text.dangerName, text.noDanger] as [string, string]] : []),
  ]
  return (
    <>
      {danger === true && (
        <div class="warning">
          <DangerMark />
          <p>{text.danger}</p>
          <p class="small">{text.dangerNext}</p>
        </div>
      )}
      {about.broken_off && <p class="notice small">{text.brokenOff}</p>}
      {(answers.length > 0 || danger !== true) && (
        <section>
          <h3>{text.answers}</h3>
          {answers.length === 0
            ? <p class="soft">{text.none}</p>
            : <dl class="facts-list">{answers.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>}
        </section>
      )}
    </>
  )
}

// Somebody who has not said a word may have fallen asleep: the next one is waiting.
function PutBack({ screen, talk }: { screen: Screen; talk: Talk }) {
  const { session } = talk
  if (screen.state.wishes.putBack.has(session) && talk.stage === "talking") return <p class="small soft" role="status">{text.puttingBack}</p>
  if (!mayPutBack(talk, now.value)) return null
  return (
    <div class="put-back">
      <p class="small soft">{text.putBackHint}</p>
      <Ask
        button={text.putBack}
        question={text.putBackQuestion}
        yes={text.putBackYes}
        no={counsellor.endNo}
        look="quiet"
        onYes={() => screen.acts.tap({ type: "put_back", session })}
      />
    </div>
  )
}
