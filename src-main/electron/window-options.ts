import type { BrowserWindowConstructorOptions, Session } from 'electron'

/**
 * The one place that says what our windows may do. Every value stands here even where it is Electron's default, so
 * that a changed default changes nothing for us.
 */
const WEB_PREFERENCES = Object.freeze({
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  // Hunspell dictionaries are downloaded from a content network of Google.
  spellcheck: false,
  // A dropped file would otherwise replace the page.
  navigateOnDragDrop: false,
  // A middle click opens a new window.
  disableBlinkFeatures: 'Auxclick',
  enableWebSQL: false,
  autoplayPolicy: 'user-gesture-required' as const,
})

export type WindowParts = { preload: string; session: Session; isPackaged: boolean }

/** The options of the office's window. DevTools reach past every jail, so an installed app has none. */
export const windowOptions = ({ preload, session, isPackaged }: WindowParts): BrowserWindowConstructorOptions => ({
  width: 1366,
  height: 768,
  minWidth: 1024,
  minHeight: 640,
  show: false,
  backgroundColor: '#ffffff',
  title: '司法所工作台',
  webPreferences: { ...WEB_PREFERENCES, preload, session, devTools: !isPackaged },
})
