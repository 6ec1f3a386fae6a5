// `npm start`: the office app. In Electron where its binary is to be had, otherwise in the machine's browser.
import { ROOT } from './project-root.ts'
import { buildRenderer, RENDERER_DIR } from './renderer/build-renderer.ts'
import { findElectron } from './start/electron-binary.ts'
import { openInBrowser } from './start/open-in-browser.ts'
import { readStartOptions, type StartOptions } from './start/options.ts'
import { sentenceOf } from './start/sentence-of.ts'
import { closeOnSignal } from './start/stay-up.ts'

type Running = { officeUrl: string; countyUrl?: string; logIns?: string[]; close(): Promise<void> }

try {
  await start(readStartOptions(process.argv.slice(2), { env: process.env, cwd: process.cwd(), root: ROOT, platform: process.platform }))
} catch (error) {
  console.error(`没有启动：${sentenceOf(error)}`)
  if (process.env.DEBUG) console.error(error)
  process.exit(1)
}

async function start(options: StartOptions): Promise<void> {
  const renderer = await buildRenderer()
  if (!renderer.ok) {
    console.error(renderer.output)
    throw new Error('界面没有构建成功，原因见上。')
  }
  const electron = findElectron(ROOT)
  if (electron !== undefined && !options.browser && !options.demo) {
    const { startInElectron } = await import('./start/start-in-electron.ts')
    return startInElectron(electron, options)
  }
  if (electron === undefined && !options.browser) {
    console.log('本机没有 Electron 程序，改用浏览器模式：同一个主机程序，界面在本机浏览器里打开。')
  }
  const running = options.demo ? await startDemo(options) : await startOffice(options)
  closeOnSignal(running.close)
  console.log(`office: ${running.officeUrl}`)
  if (running.countyUrl !== undefined) console.log(`county: ${running.countyUrl}`)
  console.log(`数据目录：${options.officeData}`)
  for (const line of running.logIns ?? []) console.log(line)
  console.log('按 Ctrl-C 结束。')
  if (!options.noOpen) openInBrowser(running.officeUrl)
}

async function startOffice(options: StartOptions): Promise<Running> {
  const { serveOffice } = await import('../src-main/cli/serve.ts')
  const office = await serveOffice({ data: options.officeData, port: options.port, open: false, rendererDir: RENDERER_DIR })
  return { officeUrl: office.url, close: office.close }
}

async function startDemo(options: StartOptions): Promise<Running> {
  const { startDemo } = await import('./demo/start-demo.ts')
  return startDemo({ officeData: options.officeData, countyData: options.countyData, rendererDir: RENDERER_DIR, officePort: options.port })
}
