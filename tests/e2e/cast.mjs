// The people of the story, with a browser of their own each, and what has happened to them so far.
// It knows no scene.
import { network } from "./proxy.mjs"
import { launch, person } from "./stage.mjs"

export const { SERVER_URL: url, SERVER_PORT: port, COUNSELLOR_1, COUNSELLOR_1_PASSWORD, COUNSELLOR_2, COUNSELLOR_2_PASSWORD, COUNSELLOR_3, COUNSELLOR_3_PASSWORD, SUPERVISOR, SUPERVISOR_PASSWORD } = process.env

export const phones = await network(Number(port))
export const phoneUrl = `http://localhost:${port}`
export const browser = await launch(port, phones.port)
export const visitor = await person(browser, "visitor", "phone", phoneUrl)
export const counsellor = await person(browser, "counsellor", "desktop", url)
export const colleague = await person(browser, "second counsellor", "desktop", url)
export const counselling = new Set([counsellor, colleague]) // whose words are a counsellor's
export const supervisor = await person(browser, "supervisor", "desktop", url)
export const browsers = [browser] // whose pages are looked at when the story fails
export const neutralPage = "https://www.jma.go.jp/" // nothing leaves a test: another page of ours plays it
export const playedBy = "/supervisor/"

// What the day's figures must say, counted by the story as it goes.
export const happened = { pre_chat: 0, queued: 0, offered: 0, accepted: 0, engaged: 0, abandoned: 0, turned_away_over: 0, visitor_left: 0, counsellor_ended: 0, visitor_words: 0, counsellor_words: 0 }

// A place in line that was given, and one that was given up there.
export const queued = () => {
  happened.queued += 1
  happened.pre_chat += 1
}
export const gaveUp = () => {
  happened.abandoned += 1
  happened.visitor_left += 1
}
