// The desktop app without Electron: its host process, its link, its message check and its page protocol are the real
// ones, a page of the machine's browser with the preload's two functions stands in for the window. It is here so that
// whatever drives the real app is driven on every machine, except the lines that call Electron themselves.
import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { ROOT } from '../../../../build/project-root.ts'
import { buildRenderer, RENDERER_DIR } from '../../../../build/renderer/build-renderer.ts'
import { APP_ORIGIN } from '../../../../src-main/electron/app-origin.ts'
import { createAppProtocol } from '../../../../src-main/electron/app-protocol.ts'
import { createHostLink, type HostEvent } from '../../../../src-main/electron/host-link.ts'
import { answer } from '../../../../src-main/electron/ipc.ts'
import { chromiumLaunch, deskLocale, deskSize } from '../desk-options.ts'
import type { DeskApp } from './app-shell.ts'
import { end } from './end-process.ts'

/** Chromium knows no app://, so its place is taken by an address that exists nowhere. */
const place = 'https://office.invalid'

export async function launchStandIn(dataDir: string): Promise<DeskApp> {
  const renderer = await buildRenderer()
  if (!renderer.ok) throw new Error(renderer.output)
  const host = startHost(dataDir)
  const browser = await chromium.launch(chromiumLaunch)
  const context = await browser.newContext({ ...deskLocale, viewport: deskSize })
  const page = await context.newPage()
  const link = createHostLink(host.port, (event) => void hear(page, event))
  host.child.once('exit', () => link.end())
  const frame = { detached: false, parent: null, origin: APP_ORIGIN }
  await page.exposeBinding('standInInvoke', (_source, ...messages: unknown[]) => answer({ frame, messages }, { call: link.call, rejected: () => undefined }))
  await page.addInitScript(putBridgeOnPage)
  await servePage(page)
  await page.goto(`${place}/index.html`)
  return {
    page,
    pdf: () => page.pdf({ preferCSSPageSize: true }),
    resize: (size) => page.setViewportSize(size),
    async kill() {
      await end(host.child, 'SIGKILL')
      await browser.close()
    },
    async close() {
      await browser.close()
      host.child.send({ parent: 'close' })
      if (host.child.exitCode === null) await new Promise((resolve) => host.child.once('exit', resolve))
    },
  }
}

function startHost(dataDir: string) {
  const child = fork(join(import.meta.dirname, 'stand-in-process.ts'), [dataDir], {
    execPath: join(ROOT, 'node_modules', '.bin', 'node'), execArgv: [], cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const port = {
    postMessage: (message: unknown) => void (child.connected && child.send({ port: message })),
    on: (_name: 'message', listener: (event: { data: unknown }) => void) =>
      child.on('message', (message) => typeof message === 'object' && message !== null && 'port' in message && listener({ data: message.port })),
    close: () => undefined,
  }
  return { child, port }
}

async function servePage(page: Page): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(RENDERER_DIR, '..', 'renderer-manifest.json'), 'utf8'))
  const protocol = createAppProtocol({ manifest, readFile: (file) => readFile(join(RENDERER_DIR, file)) })
  await page.route(`${place}/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    const response = await protocol(new Request(`${APP_ORIGIN}${pathname}`))
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body: Buffer.from(await response.arrayBuffer()) })
  })
}

/** What the preload does, in the page. */
function putBridgeOnPage(): void {
  const listeners = new Set<(heard: unknown) => void>()
  Object.assign(window, {
    desk: Object.freeze({
      invoke: (call: unknown) => Reflect.get(window, 'standInInvoke')(call),
      subscribe: (listener: (heard: unknown) => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }),
    standInHear: (heard: unknown) => listeners.forEach((listener) => listener(heard)),
  })
}

const hear = (page: Page, { event, payload }: HostEvent): Promise<void> =>
  // A page that is just closing hears nothing more, like a window.
  page.evaluate((heard) => Reflect.get(window, 'standInHear')(heard), { name: event, payload }).catch(() => undefined)
