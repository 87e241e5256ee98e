// Two soft notes, for a person who has asked to hear when something happens: browsers let a page
// sound only after a tap. Off until then, since a sound may be dangerous where somebody listens.

const notes = [523.25, 659.25] // C and E
const spacing = 0.22 // seconds between them
const length = 0.9
const loudness = 0.12 // of 1: to be heard beside the phone, not in the next room

export class Chime {
  private context: AudioContext | null = null

  get on(): boolean {
    return this.context !== null
  }

  // Called from a tap; it sounds once, so that the person knows how it will be.
  switch(on: boolean): void {
    if (!on) {
      void this.context?.close().catch(() => {})
      this.context = null
      return
    }
    if (typeof AudioContext !== "function") return
    this.context ??= new AudioContext()
    this.ring()
  }

  ring(): void {
    const context = this.context
    if (context === null) return
    void context.resume().catch(() => {})
    for (const [at, note] of notes.entries()) {
      const begin = context.currentTime + at * spacing
      const tone = context.createOscillator()
      const volume = context.createGain()
      tone.frequency.value = note
      volume.gain.setValueAtTime(0, begin)
      volume.gain.linearRampToValueAtTime(loudness, begin + 0.03)
      volume.gain.exponentialRampToValueAtTime(0.001, begin + length)
      tone.connect(volume).connect(context.destination)
      tone.start(begin)
      tone.stop(begin + length)
    }
  }
}
