import { chromium, type Page } from '@playwright/test'
import { callsWith } from '../calls.ts'
import { chromiumLaunch, deskLocale, deskSize } from '../desk-options.ts'
import { type RunningOffice, startOffice } from '../office.ts'
import type { Shell } from './shell.ts'

/** Browser mode: the host in a process of its own, and a page of the machine's browser. */
export async function browserShell(dataDir: string): Promise<Shell> {
  const browser = await chromium.launch(chromiumLaunch)
  let office: RunningOffice | undefined
  return {
    async open() {
      office ??= await startOffice(dataDir)
      const { url } = office
      const context = await browser.newContext({ ...deskLocale, viewport: deskSize })
      const page = await context.newPage()
      const token = listenForToken(page)
      await page.goto(url)
      return {
        page,
        calls: callsWith(new URL(url).origin, token),
        pdf: () => page.pdf({ preferCSSPageSize: true }),
        resize: (size) => page.setViewportSize(size),
        close: () => context.close(),
      }
    },
    async kill() {
      await office?.kill()
      office = undefined
    },
    async rest() {
      await office?.stop()
      office = undefined
    },
    async stop() {
      await browser.close()
      await office?.stop()
    },
  }
}

/** The page's own token, as its calls carry it: the page itself shows it to nobody. */
function listenForToken(page: Page): () => Promise<string> {
  const first = new Promise<string>((resolve) =>
    page.on('request', (request) => {
      const said = request.headers()['authorization']
      if (said?.startsWith('Bearer ')) resolve(said)
    }),
  )
  return () => first
}
