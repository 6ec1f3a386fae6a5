import type { Session, WebContents } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { guardContents } from './content-guard.ts'
import { guardSession, mayDownload, mayFetch, SESSION } from './session-guard.ts'
import { windowOptions } from './window-options.ts'

function page() {
  const listeners = new Map<string, (event: unknown) => void>()
  let open: ((details: { url: string }) => { action: string }) | undefined
  const refused = vi.fn()
  const contents = {
    on: (name: string, listener: (event: unknown) => void) => listeners.set(name, listener),
    setWindowOpenHandler: (handler: typeof open) => { open = handler },
  }
  guardContents(contents as unknown as WebContents, refused)
  const tryTo = (name: string, url: string) => {
    const preventDefault = vi.fn()
    listeners.get(name)?.({ url, preventDefault })
    return preventDefault.mock.calls.length > 0 ? 'refused' : 'allowed'
  }
  return { tryTo, openWindow: (url: string) => open?.({ url }), refused }
}

const ELSEWHERE = ['https://example.org/', 'http://127.0.0.1/', 'file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x', 'about:blank', 'app://other/', 'chrome://gpu']

describe('a page', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('leaves our origin never (%s)', (name) => {
    const { tryTo, refused } = page()
    for (const url of ELSEWHERE) expect(tryTo(name, url)).toBe('refused')
    expect(refused).toHaveBeenCalledTimes(ELSEWHERE.length)
    expect(tryTo(name, 'app://office/index.html#/today')).toBe('allowed')
  })

  it('opens no window, not even on our origin', () => {
    const { openWindow } = page()
    for (const url of [...ELSEWHERE, 'app://office/index.html']) expect(openWindow(url)).toEqual({ action: 'deny' })
  })

  it('attaches no webview', () => expect(page().tryTo('will-attach-webview', 'app://office/')).toBe('refused'))
})

async function closed(isPackaged = true) {
  const handlers: Record<string, (...args: never[]) => unknown> = {}
  const keep = (name: string) => (handler: (...args: never[]) => unknown) => { handlers[name] = handler }
  const session = {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setDisplayMediaRequestHandler: keep('display'),
    setSpellCheckerEnabled: vi.fn(),
    setProxy: vi.fn(async () => {}),
    on: (name: string, handler: (...args: never[]) => unknown) => keep(name)(handler),
    webRequest: { onBeforeRequest: keep('before') },
  }
  await guardSession(session as unknown as Session, isPackaged)
  return { handlers: handlers as unknown as Record<string, (...args: unknown[]) => unknown>, session }
}

const REFUSED = ['geolocation', 'media', 'clipboard-read', 'hid', 'serial', 'usb', 'notifications', 'fullscreen', 'midi', 'openExternal', 'pointerLock', 'fileSystem', 'local-fonts', 'display-capture', 'a-permission-of-next-year']

describe('the session', () => {
  it('lives in memory, without a cache', () => {
    expect(SESSION.partition.startsWith('persist:')).toBe(false)
    expect(SESSION.options.cache).toBe(false)
  })

  it('grants nothing that is not on the list, asked or checked', async () => {
    const { handlers } = await closed()
    for (const permission of REFUSED) {
      const answer = vi.fn()
      handlers.request?.(null, permission, answer)
      expect(answer).toHaveBeenCalledWith(false)
      expect(handlers.check?.(null, permission)).toBe(false)
    }
    expect(handlers.check?.(null, 'clipboard-sanitized-write')).toBe(true)
    expect(handlers.device?.({})).toBe(false)
    const answer = vi.fn()
    handlers.display?.({}, answer)
    expect(answer).toHaveBeenCalledWith({})
  })

  it('has no spell checker and looks for no proxy', async () => {
    const { session } = await closed()
    expect(session.setSpellCheckerEnabled).toHaveBeenCalledWith(false)
    expect(session.setProxy).toHaveBeenCalledWith({ mode: 'direct' })
  })

  it('fetches from our origin alone', async () => {
    const { handlers } = await closed()
    const cancelled = (url: string) => {
      const answer = vi.fn()
      handlers.before?.({ url }, answer)
      return answer.mock.calls[0]?.[0].cancel
    }
    for (const url of [...ELSEWHERE, 'wss://example.org', 'devtools://x', 'blob:https://a.example/1']) expect(cancelled(url)).toBe(true)
    for (const url of ['app://office/assets/a.js', 'blob:app://office/1']) expect(cancelled(url)).toBe(false)
    expect(mayFetch('devtools://devtools/x', false)).toBe(true)
  })

  it('saves only what the page itself made', async () => {
    const { handlers } = await closed()
    const preventDefault = vi.fn()
    handlers['will-download']?.({ preventDefault }, { getURL: () => 'https://example.org/a.exe' })
    expect(preventDefault).toHaveBeenCalledTimes(1)
    handlers['will-download']?.({ preventDefault }, { getURL: () => 'blob:app://office/1' })
    expect(preventDefault).toHaveBeenCalledTimes(1)
    expect(mayDownload('blob:app://office.evil/1')).toBe(false)
  })
})

describe('the window', () => {
  const options = (isPackaged: boolean) => windowOptions({ preload: 'p', session: {} as Session, isPackaged }).webPreferences

  it('states every protection', () => {
    expect(options(true)).toEqual({
      sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false, webSecurity: true, allowRunningInsecureContent: false,
      experimentalFeatures: false, webviewTag: false, spellcheck: false, navigateOnDragDrop: false,
      disableBlinkFeatures: 'Auxclick', enableWebSQL: false, autoplayPolicy: 'user-gesture-required',
      devTools: false, preload: 'p', session: {},
    })
  })

  it('has developer tools only in a checkout', () => {
    expect(options(false)?.devTools).toBe(true)
    expect(options(true)?.devTools).toBe(false)
  })
})
