import type { Page } from '@playwright/test'
import { createClient } from '../../../../src-shared/contract/client.ts'
import { officeContract } from '../../../../src-shared/contract/office.ts'
import type { Call, WireAnswer } from '../../../../src-shared/contract/transport.ts'
import type { Shell, Size } from './shell.ts'

/** A running desktop app: one process, one window. */
export type DeskApp = {
  readonly page: Page
  pdf(): Promise<Buffer>
  resize(size: Size): Promise<void>
  kill(): Promise<void>
  close(): Promise<void>
}

/** The desktop app on a data directory. It has one window, so another one means another start. */
export function appShell(launch: (dataDir: string) => Promise<DeskApp>): (dataDir: string) => Promise<Shell> {
  return (dataDir) => {
    let app: DeskApp | undefined
    async function end(how: 'close' | 'kill'): Promise<void> {
      const ending = app
      app = undefined
      await ending?.[how]()
    }
    return Promise.resolve({
      async open() {
        await end('close')
        const opened = await launch(dataDir)
        app = opened
        const { page, pdf, resize } = opened
        return { page, calls: callsOf(page), pdf, resize, close: () => end('close') }
      },
      kill: () => end('kill'),
      rest: () => end('close'),
      stop: () => end('close'),
    })
  }
}

/** Calls through the two functions that the preload puts on the page. */
const callsOf = (page: Page) =>
  createClient(officeContract, {
    call: (call) => page.evaluate((sent: Call): Promise<WireAnswer> => Reflect.get(window, 'desk').invoke(sent), call),
    on: () => () => undefined,
  })
