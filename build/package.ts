// `npm run package [-- --linux deb --x64 …]`: installers. Arguments go to electron-builder, which needs the Electron
// binary of each target; nothing else in the project does.
import { buildRenderer } from './renderer/build-renderer.ts'
import { tool } from './project-root.ts'
import { watchTool } from './run-tool.ts'
import { buildShell } from './shell/build-shell.ts'

for (const build of [() => buildRenderer({ force: true }), buildShell]) {
  const { ok, output } = await build()
  if (!ok) {
    console.error(output)
    console.error('构建失败，没有打包，原因见上。')
    process.exit(1)
  }
}
const code = await watchTool([tool('electron-builder', 'cli.js'), '--config', 'electron-builder.yml', '--publish', 'never', ...process.argv.slice(2)])
if (code !== 0) console.error('没有打成安装包，原因见上。打包要下载 Electron 程序；不能下载时，请在能下载的机器上运行，或用 npm run start:browser。')
process.exitCode = code
