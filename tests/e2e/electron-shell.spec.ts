// The desktop shell itself, observed from inside: only where Electron's binary exists. `docs/security.md` says what of
// this has never run.
import { expect, test } from '@playwright/test'
import { director, setUp } from './support/desk.ts'
import { makeDataDir, removeDataDir } from './support/office.ts'
import { hasElectron, launchElectron, type RunningApp } from './support/shells/electron-app.ts'

test.skip(!hasElectron(), 'no Electron binary')

let folder: string
let shell: RunningApp

test.beforeAll(async () => {
  folder = makeDataDir()
  shell = await launchElectron(folder)
})

test.afterAll(async () => {
  await shell.close()
  removeDataDir(folder)
})

test('the desktop shell keeps its page in the jail', async () => {
  const { app, page } = shell

  await test.step('shows our origin and nothing of Node', async () => {
    expect(page.url()).toMatch(/^app:\/\/office\//)
    const seen = await page.evaluate(() => ['require', 'process', 'Buffer', 'global', 'module'].filter((name) => name in window))
    expect(seen).toEqual([])
    expect(await page.evaluate(() => Object.keys(Reflect.get(window, 'desk')).sort())).toEqual(['invoke', 'subscribe'])
  })

  await test.step('is sandboxed and isolated', async () => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      // Electron has the method; its types do not.
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): object } | undefined
      return contents?.getLastWebPreferences()
    })
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false })
  })

  await test.step('opens no window and leaves its origin never', async () => {
    expect(await page.evaluate(() => window.open('https://example.org'))).toBeNull()
    await page.evaluate(() => { location.href = 'https://example.org/' })
    await page.waitForTimeout(500)
    expect(page.url()).toMatch(/^app:\/\/office\//)
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  await test.step('fetches neither files nor the network', async () => {
    for (const address of ['file:///etc/hostname', 'https://example.org/', 'http://127.0.0.1/']) {
      expect(await page.evaluate((url) => fetch(url).then(() => 'fetched', () => 'blocked'), address)).toBe('blocked')
    }
  })

  await test.step('is granted nothing', async () => {
    const states = await page.evaluate(() =>
      Promise.all(['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'].map((name) =>
        navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state, () => 'unknown'))))
    expect(states).not.toContain('granted')
  })

  await test.step('runs no script from a string', async () => {
    const ran = await page.evaluate(() => {
      try {
        document.body.innerHTML = '<img src=x onerror="window.ran = true">'
      } catch {
        return 'refused'
      }
      return 'set'
    })
    expect(ran).toBe('refused')
  })

  await test.step('answers only calls of the right shape', async () => {
    const answer = await page.evaluate(() => Reflect.get(window, 'desk').invoke({ name: '__proto__', input: {} }))
    expect(answer).toMatchObject({ ok: false, error: { code: 'UNKNOWN_OPERATION' } })
  })
})

// Last: the page that Playwright holds does not survive it.
test('locking throws the page away with the process that showed it', async () => {
  const { app, page } = shell
  await page.reload()
  await setUp(page)
  const processId = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0)
  const text = () => app.evaluate(({ BrowserWindow }): Promise<string> => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText') ?? Promise.resolve(''))
  const before = await processId()
  await page.keyboard.press('Control+l').catch(() => undefined)
  await expect.poll(processId).not.toBe(before)
  await expect.poll(text).toContain('已锁定')
  expect(await text()).toContain(director.name)
})
