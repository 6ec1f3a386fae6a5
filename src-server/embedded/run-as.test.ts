import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findRunAs } from './run-as.ts'

it('[C52] finds programs in a checkout that only its owner may enter', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'only-mine-'))
  try {
    const program = join(folder, 'program')
    writeFileSync(program, '#!/bin/sh\nexec test -x "$0"\n')
    chmodSync(program, 0o755)
    const as = await findRunAs([program])
    // PostgreSQL's programs look for each other by access(2), which is what `test -x` asks.
    await expect(as.run(program, [])).resolves.toMatchObject({ stdout: '' })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
