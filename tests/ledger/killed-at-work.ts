// A program that imports or undoes and is killed by the power cut it brings about itself, at the first document written.
import { ledgerHandlers } from '../../src-main/services/ledger.ts'
import { ImportId } from '#shared/kernel/ids.ts'
import { contextOf, openInstallation, sampleHandle } from './open-desk.ts'

const [dataDir = '', deviceId = '', key = '', act = ''] = process.argv.slice(2)
const opened = await openInstallation({ dataDir, deviceId, key })
const context = contextOf(opened)
const handle = sampleHandle(context)
const seen = await ledgerHandlers.inspect(context, { handle })
if (!seen.ok) throw new Error(seen.error.code)
const die = (): void => void opened.office.data.subjects.$.subscribe(() => process.kill(process.pid, 'SIGKILL'))
if (act === 'import') die()
const done = await ledgerHandlers.commit(context, { handle, mapping: seen.value.guess, rows: null })
if (!done.ok) throw new Error(done.error.code)
die()
await ledgerHandlers.undo(context, { importId: ImportId.parse(done.value.importId) })
