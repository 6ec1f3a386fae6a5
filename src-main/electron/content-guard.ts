import type { WebContents } from 'electron'
import { isOurs } from './app-origin.ts'

type Preventable = { preventDefault(): void }

/** What a page tried that it may not; for the log, without the address, which may carry names. */
export type Refused = (what: 'navigation' | 'window' | 'webview') => void

/** Locks a page to our origin: no other address, no second window, no embedded browser. */
export function guardContents(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>, refused: Refused): void {
  const stayHome = (event: Preventable & { url: string }): void => {
    if (isOurs(event.url)) return
    event.preventDefault()
    refused('navigation')
  }
  contents.on('will-navigate', stayHome)
  contents.on('will-frame-navigate', stayHome)
  contents.on('will-redirect', stayHome)
  contents.on('will-attach-webview', (event: Preventable) => {
    event.preventDefault()
    refused('webview')
  })
  contents.setWindowOpenHandler(() => {
    refused('window')
    return { action: 'deny' }
  })
}
