// Days and times as the server tells them, in the desk's own time: "2026-11-24T19:00". Read without
// the phone's time zone, so that everybody reads the same hour. Pure.

export interface Day {
  year: number
  month: number // 1 to 12
  day: number
}

export interface When extends Day {
  weekday: number // 0 is Sunday
  hour: number
  minute: number
}

export function dayOf(text: string | null | undefined): Day | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(text ?? "")
  return found && { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) }
}

export function whenOf(text: string | null): When | null {
  const day = dayOf(text)
  const time = /T(\d{2}):(\d{2})$/.exec(text ?? "")
  if (day === null || time === null) return null
  const weekday = new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay()
  return { ...day, weekday, hour: Number(time[1]), minute: Number(time[2]) }
}
