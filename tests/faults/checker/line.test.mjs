// Q: who was taken before whom.
import assert from "node:assert/strict"
import { test } from "node:test"

import { broken, ordinary, sentences } from "./support/evening.mjs"

// v3 and v4 wait; v4 is offered. Then v3 is taken, on the connection on which it has stood.
function overtaking(change = () => {}, also = () => {}) {
  return ordinary((evening) => {
    const { stage, three, c2 } = evening
    const four = stage.page("v4")
    const place = stage.queue(four)
    stage.pass(3)
    change({ ...evening, place })
    const other = stage.begin(place, c2, "1-8")
    stage.pass(1)
    also({ ...evening, place, other })
    stage.pass(1).begin(three, c2, "1-9", "taken")
  }).stage
}

const queued = { position: 1, may_not_be_reached: false }

test("Q: the second is offered while the first stands there", () => {
  assert.deepEqual(sentences(overtaking()), ["Q: the place 4 was offered while the place 3 stood before it"])
})

test("Q: the second is taken while the first stands there", () => {
  const { stage } = ordinary(({ stage, three, c2 }) => {
    const place = stage.queue(stage.page("v4"))
    stage.pass(3).begin(place, c2, "1-8", "taken")
    stage.pass(1).begin(three, c2, "1-9", "taken")
  })
  assert.deepEqual(sentences(stage), ["Q: the place 4 was taken while the place 3 stood before it"])
})

test("Q: somebody whose session broke off is before all others", () => {
  const { stage } = ordinary(({ stage, second, two, one, first, c1, three }) => {
    stage.end(second, "counsellor_lost", true)
    stage.told(two.page, "queued", queued)
    stage.pass(3).begin(three, c1, "1-8")
    Object.assign(second, stage.pass(2).begin(two, c1, "1-9"))
    assert.notEqual(one, first)
  })
  assert.equal(broken(stage), "Q")
})

test("the same is no overtaking of those behind", () => {
  const { stage } = ordinary(({ stage, second, two, c1, three }) => {
    stage.end(second, "counsellor_lost", true)
    stage.told(two.page, "queued", queued)
    Object.assign(second, stage.pass(3).begin(two, c1, "1-8"))
    stage.pass(2).begin(three, c1, "1-9")
  })
  assert.equal(broken(stage), "")
})

test("also without a later session: who is still linked a minute after had been there", () => {
  const { stage } = ordinary(({ stage, c2 }) => {
    const place = stage.queue(stage.page("v4"))
    stage.pass(3).begin(place, c2, "1-8")
    stage.pass(60)
  })
  assert.equal(broken(stage), "Q")
})

test("whoever loses the network soon after may have been lost to the server before", () => {
  const { stage } = ordinary(({ stage, c2, v3 }) => {
    const place = stage.queue(stage.page("v4"))
    stage.pass(3).begin(place, c2, "1-8")
    stage.pass(20).lost(v3)
  })
  assert.equal(broken(stage), "")
})

test("passed over: away, frozen, just come, asked for a tap, parked", () => {
  const passedOver = {
    away: ({ stage, v3 }) => stage.lost(v3).pass(2),
    frozen: ({ stage, v3 }) => stage.line(v3, "frozen"),
    just_back: ({ stage, v3 }) => stage.lost(v3).open(v3).told(v3, "queued", queued),
    asked: ({ stage, v3 }) => stage.told(v3, "tap_asked", { within_seconds: 120 }),
    just_tapped: ({ stage, v3 }) => {
      stage.told(v3, "tap_asked", { within_seconds: 120 })
      stage.pass(5).ask(v3, "tap")
    },
    parked: ({ stage, v3, three }) => {
      stage.told(v3, "tap_asked", { within_seconds: 120 })
      stage.pass(120).fact({ type: "ticket_parked", ticket: three.ticket, until_tap: "no_tap" })
      stage.told(v3, "parked", { reason: "no_tap" })
      stage.pass(3)
    },
    parked_and_not_told_yet: ({ stage, three }) => stage.fact({ type: "ticket_parked", ticket: three.ticket }),
  }
  for (const [why, change] of Object.entries(passedOver)) assert.equal(broken(overtaking(change)), "", why)
})

test("Q: whoever tapped a while ago stands in line", () => {
  const tapped = ({ stage, v3 }) => {
    stage.told(v3, "tap_asked", { within_seconds: 120 })
    stage.ask(v3, "tap")
    stage.pass(3)
  }
  assert.equal(broken(overtaking(tapped)), "Q")
})

test("an offer under way keeps its place, and another counsellor is offered the next", () => {
  const { stage } = ordinary(({ stage, three, c1, c2 }) => {
    const place = stage.queue(stage.page("v4"))
    stage.pass(3).offer(three, c1, "1-8")
    stage.pass(1).begin(place, c2, "1-9")
    stage.pass(2).begin(three, c1, "1-8", "taken")
  })
  assert.equal(broken(stage), "")
})

test("whoever comes back while another is asked does not undo the offer", () => {
  const { stage } = ordinary(({ stage, three, v3, c1, c2 }) => {
    const place = stage.queue(stage.page("v4"))
    stage.lost(v3).pass(3).offer(place, c2, "1-8")
    stage.open(v3).told(v3, "queued", queued)
    stage.pass(5).begin(place, c2, "1-8", "taken") // accepts it
    stage.pass(1).begin(three, c1, "1-9", "taken")
  })
  assert.equal(broken(stage), "")
})

test("whoever leaves in the same moment is not overtaken", () => {
  const { stage } = ordinary(({ stage, three, c2 }) => {
    const place = stage.queue(stage.page("v4"))
    stage.pass(3).begin(place, c2, "1-8")
    stage.now += 100_000
    stage.leave(three)
    stage.pass(60)
  })
  assert.equal(broken(stage), "")
})

test("moved up by a supervisor who asked", () => {
  const moved = ({ stage, place }, asks) => {
    const supervisor = stage.page("s1")
    if (asks) stage.ask(supervisor, "move_up", { ticket: place.ticket })
    stage.fact({ type: "ticket_moved_up", ticket: place.ticket, reason: "danger", staff: 9 })
    place.row.moved_up = "danger"
  }
  assert.equal(broken(overtaking((evening) => moved(evening, true))), "")
  assert.deepEqual(sentences(overtaking((evening) => moved(evening, false))), ["Q: the place 4 was moved up, and no supervisor asked for it"])
})
