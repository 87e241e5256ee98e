// The sound of an offer: two soft tones, made here. A browser lets a page sound only after somebody
// has touched it, so until then it is silent. Whether it sounds is this person's choice, kept only
// as long as the page is open.

import { signal } from "@preact/signals"

export const soundOn = signal(true)

let context: AudioContext | null = null

// To be called once; the first touch or key makes sound possible.
export function awaitGesture(): void {
  const arm = () => {
    context ??= new AudioContext()
    void context.resume()
  }
  addEventListener("pointerdown", arm)
  addEventListener("keydown", arm)
}

export function ring(): void {
  if (!soundOn.value || context?.state !== "running") return
  tone(context, 660, 0)
  tone(context, 880, 0.22)
}

// In and out softly: nobody who listens to somebody else should be startled.
function tone(audio: AudioContext, pitch: number, after: number): void {
  const start = audio.currentTime + after
  const volume = audio.createGain()
  volume.gain.setValueAtTime(0, start)
  volume.gain.linearRampToValueAtTime(0.12, start + 0.04)
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.6)
  const source = audio.createOscillator()
  source.type = "sine"
  source.frequency.value = pitch
  source.connect(volume).connect(audio.destination)
  source.start(start)
  source.stop(start + 0.65)
}
