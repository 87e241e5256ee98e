// An ordinary evening in which every rule has something to judge and none is broken, and what the
// tests ask of an evening: which rules the checker finds broken.
import { judge } from "../judge.mjs"
import { Stage } from "./stage.mjs"

// Two talks, one of them still going on at the end, and somebody who waits.
export function ordinary(before = () => {}) {
  const stage = new Stage()
  const people = { c1: stage.page("c1"), c2: stage.page("c2"), v1: stage.page("v1"), v2: stage.page("v2"), v3: stage.page("v3") }
  const [one, two, three] = [people.v1, people.v2, people.v3].map((page) => stage.pass(1).queue(page))
  stage.pass(5)
  const first = stage.begin(one, people.c1, "1-1")
  const second = stage.pass(1).begin(two, people.c2, "1-2")
  const words = []
  for (const talk of [first, second]) for (const role of ["v", "c", "v"]) words.push(stage.pass(1).say(talk, role))
  const evening = { stage, ...people, one, two, three, first, second, words }
  before(evening)
  stage.pass(1).end(first, "counsellor_ended")
  stage.wrapUp(first)
  stage.pass(60).happens("faults_over")
  stage.pass(200)
  last(evening)
  return evening
}

// The last screens of the talk that goes on.
function last({ stage, second }) {
  const own = (person, mine) => stage.lines
    .filter(({ e, session, token, p }) => session === second.session && (e === "said" || e === "shown") && p === person && mine(token))
    .map(({ e, token, l }) => ({ token, mine: e === "said", l }))
  for (const page of [second.seats.v, second.seats.c]) {
    const marked = new Map(stage.lines.filter(({ e, p }) => e === "marked" && p === page.person).map(({ token, state }) => [token, state]))
    const lines = own(page.person, () => true).filter(({ l }) => l === page.load)
      .map(({ token, mine }) => ({ token, mine, state: mine ? marked.get(token) ?? "sending" : "delivered" }))
    stage.screen(page, "talking", second.session, lines)
  }
}

// The letters of the rules that were found broken, in the order of the rules.
export function broken(stage, wanted) {
  return stage.inFolder((folder) => {
    const { book, close } = judge(folder, wanted)
    close()
    return [...book.entries].filter(([, { violations }]) => violations > 0).map(([rule]) => rule).join("")
  })
}

// What was found, in words.
export function sentences(stage, wanted) {
  return stage.inFolder((folder) => {
    const { book, close } = judge(folder, wanted)
    close()
    return [...book.entries].flatMap(([rule, { inFull }]) => inFull.map(({ sentence }) => `${rule}: ${sentence}`))
  })
}

export function judgedCounts(stage) {
  return stage.inFolder((folder) => {
    const { book, close } = judge(folder)
    close()
    return new Map([...book.entries].map(([rule, { judged }]) => [rule, judged]))
  })
}
