import { z } from 'zod'
import { generalKindLabels } from '#shared/domain/record-kinds.ts'
import { procedureKindLabels } from '#shared/domain/procedure.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import { BatchBody, type Collection, type Item } from '#shared/sync/protocol.ts'

const collectionWords: Record<z.output<typeof Collection>, string> = { subjects: '对象档案', people: '人员', groups: '矫正小组', records: '记录', procedures: '审批' }
const kindWords = new Map<string, string>(Object.entries({ visit: '走访', talk: '谈话', confirmation: '同行确认', ...generalKindLabels, ...procedureKindLabels }))
const Said = z.looseObject({ name: z.string().optional(), kind: z.string().optional(), text: z.string().optional(), occurredAt: z.string().optional(), recordedAt: z.string().optional(), editedAt: z.string().optional(), editedBy: z.string().optional(), author: z.looseObject({ name: z.string() }).optional() })

/** The items of a batch's text; none of a text that is no batch. */
export function itemsIn(body: string): { number: number; items: Item[] } {
  const read = BatchBody.safeParse(parseJson(body))
  return read.success ? read.data : { number: 0, items: [] }
}

/** The names of the documents in it. */
export function namesIn(body: string): string[] {
  return itemsIn(body).items.map(({ collection, id }) => `${collection}/${id}`)
}

/** One of them as people read it. */
export function describeItem({ collection, document }: Pick<Item, 'collection' | 'document'>) {
  const said = Said.safeParse(document).data ?? {}
  const about = said.name ?? kindWords.get(said.kind ?? '') ?? ''
  const day = said.occurredAt ? localDateOf(said.occurredAt) : ''
  return { collection, title: [collectionWords[collection], about, day].filter(Boolean).join(' · '), by: said.author?.name ?? said.editedBy ?? '', at: said.recordedAt ?? said.editedAt ?? '', text: said.text ?? '' }
}

/** A form that nobody submitted, with every text that was typed into it. */
export function describeDraft({ kind, savedAt, content }: { kind: string; savedAt: string; content: Readonly<Record<string, unknown>> }) {
  const [first = '', second = ''] = kind.split(':')
  return { title: kindWords.get(second) ?? kindWords.get(first) ?? kind, at: savedAt, text: textsIn(content).join('；') }
}

/** Words with a Chinese letter in them: codes, ids and times are left out. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return /\p{Script=Han}/u.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
