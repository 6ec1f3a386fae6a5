import type { SliceHandlers } from '#shared/contract/define.ts'
import type { ledger } from '#shared/contract/ledger.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { atDesk, type Context } from '../host/office.ts'
import { releaseGathered } from './files/handles.ts'
import { toImportRow, writeImport } from './ledger/imports.ts'
import { interpretFile } from './ledger/interpret-file.ts'
import { openedFile } from './ledger/opened-file.ts'
import { pageOf } from './ledger/page.ts'
import { samplesOf } from './ledger/samples.ts'
import { NUMBERS, settleImports } from './ledger/settle.ts'
import { usedSubjects, withdrawSubjects } from './ledger/undo.ts'
import { serially } from './serially.ts'

/** Taking over the office's existing ledger (台账). */
export const ledgerHandlers: SliceHandlers<typeof ledger, Context> = {
  async inspect(context, { handle }) {
    const file = await openedFile(context, handle)
    if (!file.ok) return file
    const { fileName, encoding, notices, header, people } = file.value
    return ok({ fileName, encoding, notices: [...notices], columns: samplesOf(header.titles, people), rowCount: people.length, guess: header.guess })
  },

  async preview(context, { handle, mapping, only, offset, limit }) {
    const { office } = atDesk(context)
    await settleImports(office)
    const file = await openedFile(context, handle)
    if (!file.ok) return file
    const rows = await interpretFile(office, file.value, mapping)
    return rows.ok ? ok(pageOf(rows.value, { only, offset, limit })) : rows
  },

  async commit(context, { handle, mapping, rows: wanted }) {
    const { office, me } = atDesk(context)
    await settleImports(office)
    const file = await openedFile(context, handle)
    if (!file.ok) return file
    // Looks at the books and writes to them in one turn: two windows cannot both import the same person.
    return serially(office, NUMBERS, async () => {
      const rows = await interpretFile(office, file.value, mapping)
      if (!rows.ok) return rows
      const chosen = new Set(wanted ?? rows.value.map(({ row }) => row))
      const importable = rows.value.filter(({ row, facts }) => facts && chosen.has(row))
      if (importable.length === 0) return fail('IMPORT_NOTHING_TO_DO')
      const written = await writeImport(me, file.value.fileName, importable)
      releaseGathered(context, handle)
      return ok({ ...written, leftOut: rows.value.length - written.imported })
    })
  },

  async list(context) {
    const { office } = atDesk(context)
    await settleImports(office)
    const stored = await office.data.imports.find({ sort: [{ id: 'desc' }] }).exec()
    return ok(stored.map((one) => toImportRow(one.toMutableJSON())))
  },

  async undo(context, { importId }) {
    const { office, me } = atDesk(context)
    await settleImports(office)
    return serially(office, NUMBERS, async () => {
      const stored = await office.data.imports.findOne(importId).exec()
      if (!stored) return fail('NOT_AVAILABLE')
      if (stored.state !== 'imported') return ok(toImportRow(stored.toMutableJSON()))
      const used = await usedSubjects(office, stored.subjectIds)
      if (used.size > 0) return fail('IMPORT_IN_USE', { count: used.size })
      await stored.incrementalPatch({ state: 'undoing', undoneAt: office.now() })
      await withdrawSubjects(office, stored, { by: me.name, reason: '撤销导入' })
      const undone = await stored.getLatest().incrementalPatch({ state: 'undone' })
      return ok(toImportRow(undone.toMutableJSON()))
    })
  },
}
