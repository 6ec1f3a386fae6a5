import type { SliceHandlers } from '#shared/contract/define.ts'
import type { Draft, draft } from '#shared/contract/draft.ts'
import { RecordId } from '#shared/kernel/ids.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { atDesk, type Context } from '../host/office.ts'
import type { StoredDraft } from '../store/documents.ts'
import { findAbout } from './scope.ts'
import { serially } from './serially.ts'

type Form = Pick<Draft, 'kind' | 'subjectId'>

/**
 * Unfinished forms: one for each author, kind and subject. A draft's id is the id its record will have, so whatever a
 * kill left behind between storing a record and clearing its draft is recognised here and never shown.
 */
export const draftHandlers: SliceHandlers<typeof draft, Context> = {
  async save(context, { kind, subjectId, content }) {
    const { office, me } = atDesk(context)
    if ((await findAbout(context, subjectId)) === undefined) return fail('NOT_AVAILABLE')
    return serially(office, `draft ${me.personId} ${kind} ${subjectId}`, async () => {
      const [known] = await findMine(context, { kind, subjectId })
      if (known) await (await office.data.drafts.findOne(known.id).exec(true)).incrementalPatch({ content, savedAt: office.now() })
      else await office.data.drafts.insert({ id: office.newId(RecordId), kind, subjectId, content, savedAt: office.now(), personId: me.personId })
      const [saved] = await findMine(context, { kind, subjectId })
      if (!saved) throw new Error('a draft just saved is not there')
      return ok(toDraft(saved))
    })
  },
  async find(context, form) {
    const [found] = (await findAbout(context, form.subjectId)) !== undefined ? await findMine(context, form) : []
    return ok(found ? toDraft(found) : null)
  },
  async list(context) {
    const mine = (await findMine(context, null)).sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1))
    const named = await Promise.all(mine.map(async (one) => ({ draft: toDraft(one), subject: await findAbout(context, one.subjectId) })))
    return ok(named.flatMap(({ draft: shown, subject }) => (subject === undefined ? [] : [{ draft: shown, subjectName: subject?.name ?? '本所事务' }])))
  },
  async discard(context, { id }) {
    const { office, me } = atDesk(context)
    const found = await office.data.drafts.findOne(id).exec()
    if (found?.personId !== me.personId) return fail('NOT_AVAILABLE')
    await found.incrementalRemove()
    return ok({})
  },
}

async function findMine(context: Context, form: Form | null): Promise<StoredDraft[]> {
  const { office, me } = atDesk(context)
  const mine = (await office.data.drafts.find({ selector: { personId: { $eq: me.personId } } }).exec()).map((document) => document.toMutableJSON())
  const asked = mine.filter((one) => !form || (one.kind === form.kind && one.subjectId === form.subjectId))
  const submitted = await office.data.records.findByIds(asked.map(({ id }) => id)).exec()
  const steps = await stepIdsOf(context, asked.filter(({ kind }) => kind.startsWith('procedure:')))
  return asked.filter(({ id }) => !submitted.has(id) && !steps.has(id))
}

/** A form of a procedure becomes a step of the same id, within a document of another. */
async function stepIdsOf(context: Context, drafts: readonly StoredDraft[]): Promise<Set<string>> {
  const { office } = atDesk(context)
  if (drafts.length === 0) return new Set()
  const procedures = await office.data.procedures.find({ selector: { subjectId: { $in: [...new Set(drafts.map(({ subjectId }) => subjectId))] } } }).exec()
  return new Set(procedures.flatMap(({ steps }) => steps.map(({ id }) => String(id))))
}

function toDraft({ personId: _, ...shown }: StoredDraft): Draft {
  return shown
}
