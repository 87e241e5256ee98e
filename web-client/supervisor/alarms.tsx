// What needs somebody now, in words, with the one thing that helps.

import type { Alarm } from "../generated/protocol"
import { supervisor } from "../text/staff/ja"

const text = supervisor.alarms

export function AlarmList({ alarms }: { alarms: readonly Alarm[] }) {
  return (
    <div class="alarm-box" role="status">
      {alarms.length > 0 && (
        <ul class="alarms" aria-label={supervisor.alarmsName}>
          {alarms.map(({ kind, alias = "" }) => (
            <li key={`${kind} ${alias}`} class="alarm fade">
              <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                <path d="M8 2L15 14H1zM8 6.5v3.5M8 12v.2" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
              </svg>
              <div>
                <b>{text[kind].what(alias)}</b>
                <p>{text[kind].helps}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
