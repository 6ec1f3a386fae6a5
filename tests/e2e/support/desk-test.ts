// The end-to-end suite of the desk, the same in a browser and in the desktop app: specs that import `test` from here
// see a page, the session behind it, and never which of the two it is.
import { cpSync } from 'node:fs'
import { test as base } from '@playwright/test'
import { openCalls } from './calls.ts'
import { makeDataDir, removeDataDir, startOffice } from './office.ts'
import { appShell } from './shells/app-shell.ts'
import { browserShell } from './shells/browser-shell.ts'
import { hasElectron, launchElectron } from './shells/electron-app.ts'
import type { Desk, Shell } from './shells/shell.ts'
import { launchStandIn } from './shells/stand-in-app.ts'
import { askOffice } from './ask-cli.ts'
import { fillSmallOffice, type SmallOffice } from './small-office.ts'

export type ShellName = 'browser' | 'stand-in' | 'electron'

const shells: Record<ShellName, (dataDir: string) => Promise<Shell>> = {
  browser: browserShell,
  'stand-in': appShell(launchStandIn),
  electron: appShell(launchElectron),
}

/** The office of the spec file that is running: there is one worker, and it runs one file at a time. */
let shell: Shell | undefined

export const test = base.extend<{ desk: Desk }, { shellName: ShellName }>({
  shellName: ['browser', { option: true, scope: 'worker' }],
  desk: async ({ shellName: _one }, use) => {
    if (!shell) throw new Error('no office: call smallOffice() or newOffice() in the spec')
    const desk = await shell.open()
    await use(desk)
    await desk.close()
  },
  page: async ({ desk }, use) => use(desk.page),
})

export type OfficeOfSpec = {
  /** Who and what the small invented office holds. */
  readonly small: SmallOffice
  open(): Promise<Desk>
  kill(): Promise<void>
  /** Asks the data itself, after the office has ended, as the person with this log-in. */
  askAtRest(login: string, operation: string, input: unknown): Promise<unknown>
}

/** An office with nothing in it yet, for the tests of this file. */
export const newOffice = (): Omit<OfficeOfSpec, 'small'> => useOffice(() => Promise.resolve({ dir: makeDataDir() }))

/** The small invented office, a copy for the tests of this file. */
export const smallOffice = (): OfficeOfSpec =>
  useOffice(async () => {
    const { dir, small } = await (prepared ??= prepare())
    const copy = makeDataDir()
    cpSync(dir, copy, { recursive: true })
    return { dir: copy, small }
  })

function useOffice(make: () => Promise<{ dir: string; small?: SmallOffice }>): OfficeOfSpec {
  let made: { dir: string; small?: SmallOffice } | undefined
  const running = (): Shell => {
    if (!shell) throw new Error('the office is not there yet, or no more')
    return shell
  }
  test.skip(({ shellName }) => shellName === 'electron' && !hasElectron(), 'no Electron binary')
  test.beforeAll(async ({ shellName }) => {
    made = await make()
    shell = await shells[shellName](made.dir)
  })
  test.afterAll(async () => {
    await shell?.stop()
    shell = undefined
    if (made) removeDataDir(made.dir)
  })
  return {
    get small() {
      if (!made?.small) throw new Error('this office is empty')
      return made.small
    },
    open: () => running().open(),
    kill: () => running().kill(),
    async askAtRest(login, operation, input) {
      await running().rest()
      return askOffice(made?.dir ?? '', login, operation, input)
    },
  }
}

let prepared: Promise<{ dir: string; small: SmallOffice }> | undefined

/** Filled once a run, through the loopback door, before any shell starts on it. */
async function prepare(): Promise<{ dir: string; small: SmallOffice }> {
  const dir = makeDataDir()
  process.once('exit', () => removeDataDir(dir))
  const office = await startOffice(dir)
  try {
    return { dir, small: await fillSmallOffice(await openCalls(office.url)) }
  } finally {
    await office.stop()
  }
}
