// Keeps a conversation inside what can be seen: where a keyboard covers the page instead of
// shrinking it, the stylesheet reads the visible part from here. Once a frame at most.

export function followVisibleViewport(): void {
  const seen = window.visualViewport
  if (!seen) return
  const style = document.documentElement.style
  let planned = false
  const measure = () => {
    planned = false
    if (seen.scale > 1.01) return // someone is zooming, and wants what they see to stay
    style.setProperty("--visible-height", `${seen.height}px`)
    style.setProperty("--visible-top", `${seen.offsetTop}px`)
  }
  const plan = () => {
    if (!planned) requestAnimationFrame(measure)
    planned = true
  }
  seen.addEventListener("resize", plan)
  seen.addEventListener("scroll", plan)
  plan()
}
