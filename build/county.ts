// `npm run county`: the county server. Its console is a page of the same renderer build, so serving needs that built.
import { buildRenderer } from './renderer/build-renderer.ts'

const [action] = process.argv.slice(2)
if (action === undefined || action === 'serve' || (action.startsWith('-') && action !== '--help')) {
  const { ok, output } = await buildRenderer()
  if (!ok) {
    console.error(output)
    console.error('县局监管台的界面没有构建成功，原因见上。')
    process.exit(1)
  }
}
await import('../src-server/main.ts')
