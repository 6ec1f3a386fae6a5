import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DeviceId, SubjectId } from '#shared/kernel/ids.ts'
import type { OpenOffice } from '../../src-main/host/open-office.ts'
import { ledgerHandlers } from '../../src-main/services/ledger.ts'
import { aVisit, newId } from '../factories/documents.ts'
import { good } from './ledger-desk.ts'
import { contextOf, type Installation, openInstallation, sampleHandle } from './open-desk.ts'

let installation: Installation
let opened: OpenOffice | null = null

beforeEach(() => {
  installation = { dataDir: mkdtempSync(join(tmpdir(), 'killed-')), deviceId: newId(DeviceId), key: randomBytes(32).toString('hex') }
})
afterEach(async () => {
  await opened?.stopSync()
  await opened?.close()
  opened = null
  rmSync(installation.dataDir, { recursive: true })
})

/** Runs the act in a program of its own until it kills itself in the middle, then opens what it left. */
async function killedAt(act: 'import' | 'undo'): Promise<OpenOffice> {
  const program = fileURLToPath(new URL('./killed-at-work.ts', import.meta.url))
  const run = spawnSync(process.execPath, [program, installation.dataDir, installation.deviceId, installation.key, act], { encoding: 'utf8' })
  expect(run.stderr).toBe('')
  expect(run.signal).toBe('SIGKILL')
  opened = await openInstallation(installation)
  return opened
}
const states = async ({ office }: OpenOffice): Promise<{ standing: number; withdrawn: number }> => {
  const subjects = await office.data.subjects.find().exec()
  return { standing: subjects.filter(({ withdrawn }) => !withdrawn).length, withdrawn: subjects.filter(({ withdrawn }) => withdrawn).length }
}

it('[L20] an import killed in the middle is withdrawn when the office opens, and can be done again', async () => {
  const office = await killedAt('import')
  const left = await states(office)
  expect(left).toMatchObject({ standing: 0 })
  expect(left.withdrawn).toBeGreaterThan(0)
  expect(left.withdrawn).toBeLessThan(54)
  const context = contextOf(office)
  expect(good(await ledgerHandlers.list(context, {}))).toEqual([expect.objectContaining({ state: 'interrupted', fileName: '台账样例.xlsx' })])
  const handle = sampleHandle(context)
  const { guess } = good(await ledgerHandlers.inspect(context, { handle }))
  expect(good(await ledgerHandlers.commit(context, { handle, mapping: guess, rows: null }))).toMatchObject({ imported: 54 })
  expect((await states(office)).standing).toBe(54)
})

it('[L20] somebody about whom a record was written before the office settled stays', async () => {
  const office = await killedAt('import')
  // As a version that did not settle at opening would have left it: the import under way again, one person with a record.
  const [somebody, ...others] = await office.office.data.subjects.find().exec()
  for (const subject of [somebody, ...others]) await subject?.incrementalPatch({ withdrawn: null })
  await (await office.office.data.imports.findOne().exec(true)).incrementalPatch({ state: 'importing' })
  await office.office.data.records.insert(aVisit({ subjectId: SubjectId.parse(somebody?.id) }))
  await opened?.stopSync()
  await opened?.close()
  opened = await openInstallation(installation)
  expect(await states(opened)).toEqual({ standing: 1, withdrawn: others.length })
})

it('[L21] an undo killed in the middle is completed when the office opens', async () => {
  const office = await killedAt('undo')
  expect(good(await ledgerHandlers.list(contextOf(office), {}))).toEqual([expect.objectContaining({ state: 'undone', count: 54 })])
  expect(await states(office)).toEqual({ standing: 0, withdrawn: 54 })
})
