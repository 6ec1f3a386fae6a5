// The thin shell: one window, one host process, and nothing of the office's logic. This is the only file that loads
// Electron itself; everything it wires is a function of its own, tested without the binary.
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, powerMonitor, protocol, session, utilityProcess, type Session, type UtilityProcess } from 'electron'
import { APP_SCHEME, START_URL } from './app-origin.ts'
import { createAppProtocol } from './app-protocol.ts'
import { createLocker, lockWithMachine } from './auto-lock.ts'
import { EVENT_CHANNEL } from './channels.ts'
import { guardContents } from './content-guard.ts'
import { findDangerousArgument, readDataArgument } from './dangerous-arguments.ts'
import { hostEnvironment } from './host-environment.ts'
import { decideAfterExit } from './host-exits.ts'
import { createHostLink, type HostEvent, type HostLink } from './host-link.ts'
import { readRefusal } from './host-startup.ts'
import { registerIpc } from './ipc.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { QUIET_SWITCHES } from './quiet-switches.ts'
import { guardSession, SESSION } from './session-guard.ts'
import { windowOptions } from './window-options.ts'

const RENDERER = join(import.meta.dirname, '..', 'renderer')
const MANIFEST = join(import.meta.dirname, '..', 'renderer-manifest.json')
const PRELOAD = join(import.meta.dirname, '..', 'preload', 'preload.cjs')
const HOST = join(import.meta.dirname, 'host-process.js')

const dataFolder = (): string =>
  readDataArgument(process.argv) ?? process.env.JUDICIAL_OFFICE_DATA ?? join(app.getPath('appData'), 'judicial-office-desk', 'office')

// Long enough to close the database, short enough for a person who wants to go home.
const CLOSE_PATIENCE_MS = 5_000

const log = (line: string): void => console.error(`[shell] ${line}`)

let window: BrowserWindow | undefined
let link: HostLink | undefined
let host: UtilityProcess | undefined
let isQuitting = false
const exits: number[] = []

function startHost(): void {
  const child = utilityProcess.fork(HOST, [], {
    serviceName: 'judicial-office-host',
    env: hostEnvironment(process.env, dataFolder()),
    execArgv: [],
    stdio: 'inherit',
  })
  const { port1, port2 } = new MessageChannelMain()
  const ours = createHostLink(port1, hearHost)
  port1.start()
  child.postMessage({ dataDir: dataFolder() }, [port2])
  let refusal: string | undefined
  child.on('message', (message: unknown) => (refusal = readRefusal(message)))
  child.once('exit', () => {
    ours.end()
    if (isQuitting) return
    if (refusal === undefined) hostEnded()
    else giveUp(refusal || '程序没有打开，已保存的内容都在。请重新打开；仍不行时联系县局管理员。')
  })
  host = child
  link = ours
}

function hostEnded(): void {
  exits.push(Date.now())
  if (decideAfterExit(exits, Date.now()) === 'restart') {
    startHost()
    void discardPage()
    return
  }
  giveUp('程序的数据部分反复停止，已保存的内容都在。请重新启动电脑后再打开；仍不行时联系县局管理员。')
}

function giveUp(sentence: string): void {
  dialog.showErrorBox('司法所工作台', sentence)
  app.exit(1)
}

function hearHost({ event, payload }: HostEvent): void {
  window?.webContents.send(EVENT_CHANNEL, { name: event, payload })
  // Who locks by button leaves a page that has seen cases; it goes like any other.
  if (event === 'session.changed' && isLock(payload)) void discardPage()
}

const isLock = (payload: unknown): boolean =>
  typeof payload === 'object' && payload !== null && 'reason' in payload && payload.reason === 'locked'

/** Ends the renderer process, so that its memory goes with it, and starts at the log-in page. */
const discardPage = oneAtATime(async () => {
  if (window === undefined || window.isDestroyed()) return
  const { webContents } = window
  webContents.forcefullyCrashRenderer()
  await webContents.session.clearStorageData()
  await webContents.session.clearCache()
  await webContents.loadURL(START_URL)
})

async function openWindow(office: Session): Promise<void> {
  const opened = new BrowserWindow(windowOptions({ preload: PRELOAD, session: office, isPackaged: app.isPackaged }))
  // Keeps screenshots and screen sharing out, where the system can.
  if (process.platform === 'win32') opened.setContentProtection(true)
  opened.once('ready-to-show', () => opened.show())
  opened.on('closed', () => (window = undefined))
  window = opened
  await opened.loadURL(START_URL)
}

async function run(): Promise<void> {
  await app.whenReady()
  Menu.setApplicationMenu(null)
  const office = session.fromPartition(SESSION.partition, SESSION.options)
  await guardSession(office, app.isPackaged)
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8'))
  office.protocol.handle(APP_SCHEME, createAppProtocol({ manifest, readFile: (file) => readFile(join(RENDERER, file)) }))
  startHost()
  registerIpc(ipcMain, {
    call: (call) => link?.call(call) ?? Promise.resolve({ ok: false, error: { code: 'HOST_GONE', params: {} } }),
    rejected: (reason) => log(`message refused: ${reason}`),
  })
  lockWithMachine(
    powerMonitor,
    createLocker({
      call: (call) => link?.call(call) ?? Promise.resolve({ ok: true, value: null }),
      killHost: () => host?.kill(),
      discardPage,
    }),
  )
  await openWindow(office)
}

/** Quitting waits for the host to close the database, but not for a host that hangs. */
function endHostFirst(event: { preventDefault(): void }): void {
  if (isQuitting || host === undefined) return
  isQuitting = true
  event.preventDefault()
  const ending = host
  const patience = setTimeout(() => ending.kill(), CLOSE_PATIENCE_MS)
  ending.once('exit', () => {
    clearTimeout(patience)
    app.quit()
  })
  ending.postMessage('close')
}

function start(): void {
  process.umask(0o077)
  const dangerous = app.isPackaged ? findDangerousArgument(process.argv, process.platform) : undefined
  if (dangerous !== undefined) {
    return giveUp(`程序不能用“${dangerous}”启动，这会关掉对数据的保护。请从开始菜单打开；AppImage 打不开时请改装 deb 安装包。`)
  }
  if (!app.requestSingleInstanceLock()) {
    app.exit(0)
    return
  }
  for (const [name, value] of QUIET_SWITCHES) app.commandLine.appendSwitch(name, value)
  app.enableSandbox()
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
  app.on('web-contents-created', (_event, contents) => guardContents(contents, (what) => log(`refused: ${what}`)))
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', endHostFirst)
  run().catch((error: unknown) => {
    console.error(error)
    giveUp('程序没有打开，已保存的内容都在。请重新打开；仍不行时联系县局管理员。')
  })
}

start()
