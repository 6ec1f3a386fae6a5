// `npm run seed`: fills the demo county and ends; `npm start -- --demo` then opens it at once.
import { ROOT } from '../project-root.ts'
import { readStartOptions } from '../start/options.ts'
import { sentenceOf } from '../start/sentence-of.ts'
import { fillDemo } from './fill-demo.ts'

try {
  const { officeData, countyData } = readStartOptions(['--demo', ...process.argv.slice(2)], { env: process.env, cwd: process.cwd(), root: ROOT, platform: process.platform })
  await fillDemo({ officeData, countyData, say: (line) => console.error(line) })
  console.log(`演示数据已就绪：${officeData}`)
  // The embedded database and the hosts are closed; whatever timer is left must not hold the terminal.
  process.exit(0)
} catch (error) {
  console.error(`没有建成：${sentenceOf(error)}`)
  process.exit(1)
}
