// `npm run build [-- --electron]`: the renderer, and on request the desktop shell.
import { buildRenderer } from './renderer/build-renderer.ts'
import { buildShell } from './shell/build-shell.ts'

const renderer = await buildRenderer({ force: true })
const shell = renderer.ok && process.argv.includes('--electron') ? await buildShell() : { ok: true, output: '' }
console.log(`${renderer.output}${shell.output}${renderer.ok && shell.ok ? '构建完成。' : '构建失败，原因见上。'}`)
process.exitCode = renderer.ok && shell.ok ? 0 : 1
