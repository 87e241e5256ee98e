// The staff as named tiles.

import type { Overview, StaffTile } from "../generated/protocol"
import { now } from "../staff/now"
import { PresenceMark } from "../staff/state_mark"
import { staff, supervisor } from "../text/staff/ja"
import { secondsNow, type State } from "./state"

const text = supervisor.team

export function Team({ state, overview }: { state: State; overview: Overview }) {
  return (
    <section>
      <h2>{text.heading}</h2>
      {overview.staff.length === 0
        ? <p class="soft">{text.nobody}<br />{text.nobodyNext}</p>
        : <ul class="tiles">{overview.staff.map((tile, at) => <li key={at}><Tile state={state} tile={tile} /></li>)}</ul>}
    </section>
  )
}

function Tile({ state, tile }: { state: State; tile: StaffTile }) {
  return (
    <div class="tile">
      <b>{tile.alias}</b>
      <PresenceMark presence={tile.presence} />
      <span class="small soft">
        {text.sessions(tile.sessions, tile.sessions_at_once)}・{staff.minutes(secondsNow(state, tile.since_seconds, now.value))}
      </span>
      {tile.lapses > 0 && <span class="small">{text.lapses(tile.lapses)}</span>}
    </div>
  )
}
