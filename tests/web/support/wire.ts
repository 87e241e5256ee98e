// A WebSocket that the test holds in its hands.

import type { WebSocketLike } from "../../../web-client/lib/socket"

export class TestWebSocket implements WebSocketLike {
  onopen: ((event: never) => void) | null = null
  onmessage: ((event: never) => void) | null = null
  onclose: ((event: never) => void) | null = null
  readonly sent: string[] = []
  closedByPage = false

  send(text: string): void {
    this.sent.push(text)
  }

  close(): void {
    this.closedByPage = true
  }

  opens(): void {
    this.onopen?.({} as never)
  }

  says(message: unknown): void {
    this.onmessage?.({ data: typeof message === "string" ? message : JSON.stringify(message) } as never)
  }

  closes(code: number): void {
    this.onclose?.({ code } as never)
  }
}
