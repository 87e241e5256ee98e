// What is put into a page before its own script: from the tap on the exit (or the third Shift) it
// notes, in order, all that the page does, and what could be read on it at that moment. Notes leave as
// lines of the console, since nothing else of the page outlives it. Runs in the page.

export const prefix = "exit-probe "

export function probe({ mark, prefix }) {
  if (!location.protocol.startsWith("http")) return
  let armed = false
  let taken = 0 // what these notes themselves have taken since the tap, in ms
  const write = console.debug.bind(console)
  const storages = { session: window.sessionStorage, local: window.localStorage }
  const kept = () => storages.session.length + storages.local.length
  const readable = () => {
    const fields = [...document.querySelectorAll("textarea, input")].map(({ value }) => value)
    return [document.title, document.documentElement.outerHTML, ...fields].some((text) => text.includes(mark))
  }
  const note = (step, more = {}) => {
    if (!armed) return
    const from = performance.now()
    const covered = document.body === null || (document.body.innerText.trim() === "" && document.body.querySelector("svg, img, button, a") === null)
    write(prefix + JSON.stringify({ step, words: readable(), covered, kept: kept(), ...more }))
    taken += performance.now() - from
  }
  const wrap = (owner, name, step) => {
    const own = owner[name]
    owner[name] = function (...given) {
      note(step)
      return own.apply(this, given)
    }
  }
  for (const name of ["setItem", "removeItem", "clear"]) wrap(Storage.prototype, name, `storage ${name}`)
  for (const name of ["pushState", "replaceState"]) wrap(History.prototype, name, `history ${name}`)
  for (const name of ["send", "close"]) wrap(WebSocket.prototype, name, `network socket ${name}`)
  wrap(XMLHttpRequest.prototype, "send", "network request")
  wrap(Navigator.prototype, "sendBeacon", "network beacon")
  wrap(window, "fetch", "network fetch")
  window.WebSocket = new Proxy(WebSocket, { construct(own, given) { note("network socket"); return new own(...given) } })
  addEventListener("pagehide", () => note("pagehide"))
  // `location.replace` cannot be wrapped; a browser with this says that it was called, and at once.
  window.navigation?.addEventListener("navigate", ({ navigationType, destination }) => note("navigate", { type: navigationType, to: destination.url }))

  let shifts = 0
  const tapped = (event) => {
    if (!event.isTrusted) return
    if (event.type === "keyup" && (event.key !== "Shift" || (shifts += 1) < 3)) return
    if (event.type === "click" && event.target.closest?.(".exit, .unseen") == null) return
    armed = true
    note("tap", { history: history.length })
    addEventListener(event.type, () => note("tap is over"), { once: true }) // behind every listener of the page's own
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => note("frame", { after: performance.now() - event.timeStamp - taken })
      port2.postMessage(null)
    })
  }
  addEventListener("click", tapped, true)
  addEventListener("keyup", tapped, true)
}

// What is wrong with the notes of one exit, as short names; none is as it should be. Without a network the
// other page (the browser's own, that says so) may be there before the last notes have left: `cutShort`.
export function faultsIn(notes, neutral, cutShort = false) {
  const faults = new Set()
  const at = (wanted) => notes.findIndex(({ step }) => (typeof wanted === "string" ? step === wanted : wanted.test(step)))
  const [tap, cleared, gone, network, over] = [at("tap"), at("storage clear"), at("navigate"), at(/^network/), at("tap is over")]
  const need = (holds, fault) => { if (!holds) faults.add(fault) }
  need(tap === 0, "no tap was noted")
  need(over > 0 || cutShort, "the tap did not end")
  need(gone > 0 && (over === -1 || gone < over), "something was waited for")
  for (const { step, words, covered, kept } of notes.slice(1)) {
    need(!words, "words could be read after the tap")
    need(covered, "the page was not covered")
    if (/^(navigate|network)/.test(step)) need(kept === 0, "something was stored when the page went")
    need(!step.startsWith("history"), "the history was written")
    need(step !== "storage setItem", "something was stored after the tap")
  }
  need(cleared > 0 && (gone === -1 || cleared < gone), "the storage was not cleared before the page went")
  need(gone > 0 && (network === -1 || gone < network), "the network was used before the page went")
  need(gone > 0 && notes[gone].type === "replace", "the page did not replace itself in the history")
  need(gone > 0 && notes[gone].to === neutral, "the page went elsewhere")
  return [...faults]
}
