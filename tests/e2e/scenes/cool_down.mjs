// A session that ends by a cool-down: what the counsellor is asked, what the visitor reads and for how
// long, that another tab gets in, and that a supervisor lifts it.
import assert from "node:assert/strict"

import { linesUp, press, says, sees, shows, stopsWaiting, takes } from "../acts.mjs"
import { counsellor, supervisor } from "../cast.mjs"
import { look, step } from "../stage.mjs"

const heading = "いまは、いったんお休みにしています。"

async function inBothWidths(page, name, usual) {
  await look(page, name)
  await page.setViewportSize(usual.width < 700 ? { width: 1280, height: 720 } : { width: 360, height: 740 })
  await look(page, `${name}-${usual.width < 700 ? "wide" : "360"}`)
  await page.setViewportSize(usual)
}

export async function coolDown() {
  let rough = null
  await step("a counsellor ends by a cool-down with a reason; the visitor reads until when, and whom to reach", async () => {
    rough = await linesUp("somebody rough", "次にお話しできます。")
    await takes(counsellor, rough)
    await says(rough, "ばかにしているのか。")
    await shows(counsellor, ["ばかにしているのか。"])
    await press(counsellor, "利用を一時休止にして終える…")
    assert.ok(await counsellor.getByRole("button", { name: "一時休止にして終える", exact: true }).isDisabled())
    await counsellor.getByRole("radio", { name: "暴言・いやがらせ" }).check()
    await look(counsellor, "counsellor-cool-down")
    await press(counsellor, "一時休止にして終える")
    await rough.getByRole("heading", { name: heading }).waitFor()
    await rough.getByText(/^\d+:\d\d ごろから、また相談をはじめられます。/).waitFor()
    await rough.getByRole("link", { name: /119/ }).first().waitFor()
    await sees(counsellor, "相談を終え、この方の利用を一時休止にしました。")
    await inBothWidths(rough, "visitor-cooling", { width: 360, height: 740 })
    await press(counsellor, "記録おわり")
  })
  await step("a reload shows the same, and the tab keeps its one value", async () => {
    await rough.reload()
    await rough.getByRole("heading", { name: heading }).waitFor()
    assert.equal(await rough.evaluate(() => sessionStorage.length), 1)
    assert.equal(await rough.getByRole("button", { name: "相談をはじめる" }).count(), 0)
  })
  await step("a new tab gets in", async () => {
    const other = await linesUp("another tab", "次にお話しできます。")
    await stopsWaiting(other)
    await other.context().close()
  })
  await step("a supervisor reads it, upholds it, and lifts it: the visitor can begin again at once", async () => {
    await supervisor.getByRole("heading", { name: "利用の一時休止" }).waitFor()
    await sees(supervisor, "暴言・いやがらせ")
    await inBothWidths(supervisor, "supervisor-cool-down", { width: 1280, height: 720 })
    await press(supervisor, "確認した")
    await sees(supervisor, "確認ずみ")
    await press(supervisor, "取り消す")
    await press(supervisor, "取り消す") // the question has the same word
    await sees(supervisor, "取り消しずみ")
    await sees(rough, "またいつでも、はじめられます。")
    await press(rough, "相談をはじめる")
    await rough.context().close()
  })
}
