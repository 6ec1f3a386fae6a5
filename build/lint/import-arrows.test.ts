import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT, tool } from '../project-root.ts'

/** A small tree with one wrong import per arrow, and the right ones beside them. */
const TREE: Record<string, string> = {
  'src-shared/kernel/result.ts': 'export const ok = 1\n',
  'src-shared/pure.ts': "import { z } from 'zod'\nimport { ok } from './kernel/result.ts'\nexport const a = [z, ok]\n",
  'src-shared/uses-node.ts': "import fs from 'node:fs'\nexport const a = fs\n",
  'src-shared/uses-vue.ts': "import { ref } from 'vue'\nexport const a = ref\n",
  'src-main/host/host.ts': "import { ok } from '#shared/kernel/result.ts'\nexport const host = ok\n",
  'src-main/host/uses-electron.ts': "import type { App } from 'electron'\nexport type A = App\n",
  'src-main/host/uses-nothing.ts': "import './not-there.ts'\n",
  'src-main/host/uses-vitest.ts': "import { expect } from 'vitest'\nexport const e = expect\n",
  'src-main/host/uses-shell.ts': "import '../electron/main.ts'\n",
  'src-main/electron/main.ts': "import { app } from 'electron'\nimport { host } from '../host/host.ts'\nexport const a = [app, host]\n",
  'src-main/store/rx-storage-sqlite/index.ts': "import { host } from '../../host/host.ts'\nexport const s = host\n",
  'src-renderer/features/visit/Page.vue':
    "<script setup lang=\"ts\">\nimport { host } from '../../../src-main/host/host.ts'\nimport { ok } from '#shared/kernel/result.ts'\nimport { b } from '../group/store.ts'\nconsole.log(host, ok, b)\n</script>\n",
  'src-renderer/features/group/store.ts': 'export const b = 1\n',
  'src-renderer/ui/button.ts': "import { b } from '../features/group/store.ts'\nexport const c = b\n",
  'src-server/uses-main.ts': "import { host } from '../src-main/host/host.ts'\nexport const s = host\n",
  'src-server/uses-tests.ts': "import { f } from '../tests/factories/a-case.ts'\nexport const s = f\n",
  'src-main/services/uses-sqlite.ts': "import Database from 'better-sqlite3-multiple-ciphers'\nexport const d = Database\n",
  'src-main/host/test-support/harness.ts': "import { expect } from 'vitest'\nexport const e = expect\n",
  'src-main/host/leans-on-harness.ts': "import { e } from './test-support/harness.ts'\nexport const f = e\n",
  'src-server/circle-a.ts': "import { b } from './circle-b.ts'\nexport const a = () => b\n",
  'src-server/circle-b.ts': "import { a } from './circle-a.ts'\nexport const b = () => a\n",
  'build/start.ts': "import { host } from '../src-main/host/host.ts'\nexport const s = host\n",
  'tests/factories/a-case.ts': "import { host } from '../../src-main/host/host.ts'\nexport const f = host\n",
}

const WRONG = [
  'electron-in-its-folder: src-main/host/uses-electron.ts',
  'everything-resolves: src-main/host/uses-nothing.ts',
  'features-stay-apart: src-renderer/features/visit/Page.vue',
  'host-without-shell: src-main/host/uses-shell.ts',
  'no-cycles: src-server/circle-a.ts',
  'nobody-imports-tests: src-main/host/leans-on-harness.ts',
  'nobody-imports-tests: src-server/uses-tests.ts',
  'renderer-only-shared: src-renderer/features/visit/Page.vue',
  'runtime-packages-only: src-main/host/uses-vitest.ts',
  'server-only-shared: src-server/uses-main.ts',
  'shared-no-node: src-shared/uses-node.ts',
  'shared-only-zod: src-shared/uses-vue.ts',
  'sqlite-in-the-store: src-main/services/uses-sqlite.ts',
  'sqlite-storage-stands-alone: src-main/store/rx-storage-sqlite/index.ts',
  'ui-knows-no-business: src-renderer/ui/button.ts',
]

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'arrows-'))
  for (const name of ['package.json', '.dependency-cruiser.cjs']) cpSync(join(ROOT, name), join(folder, name))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir')
  for (const [path, text] of Object.entries(TREE)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Violation = { from: string; rule: { name: string } }

function violations(): Violation[] {
  const program = tool('dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src-shared', 'src-main', 'src-renderer', 'src-server', 'build', 'tests']
  const report = JSON.parse(execFileSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8', maxBuffer: 64 << 20 }))
  return report.summary.violations
}

describe('the import arrows', () => {
  it('refuse each wrong import and no right one', () => {
    const found = violations().map(({ from, rule }) => `${rule.name}: ${from}`)
    expect([...new Set(found)].sort()).toEqual(WRONG)
  })
})
