import { sql } from 'kysely'
import { maskName } from '#shared/domain/mask-name.ts'
import { procedureKindLabels, ProcedureKind } from '#shared/domain/procedure.ts'
import { recordKindLabels } from '#shared/domain/record.ts'
import { GeneralKind } from '#shared/domain/record-kinds.ts'
import type { Queryable } from '../open-database.ts'

type Row = { id: string; collection: string; kind: string | null; name: string | null; about: string | null }

/** About whom each of these ids is, by a masked name; offices by theirs. Of what is sealed nothing is said. */
export async function aboutWords(db: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(ids)].filter((id) => id !== '')
  if (asked.length === 0) return new Map()
  const { rows } = await sql<Row>`
    select held.id, held.collection, held.document ->> 'kind' as kind, held.document ->> 'name' as name,
      (select subject.document ->> 'name' from open_documents subject where subject.collection = 'subjects' and subject.id = held.document ->> 'subjectId' limit 1) as about
    from open_documents held where held.id in (${sql.join(asked)})`.execute(db)
  const offices = await db.selectFrom('offices').select(['id', 'name']).where('id', 'in', asked).execute()
  return new Map([...offices.map(({ id, name }) => [id, name] as const), ...rows.map((row) => [row.id, wordsOf(row)] as const)])
}

function wordsOf({ collection, kind, name, about }: Row): string {
  if (collection === 'subjects' || collection === 'people') return maskName(name ?? '')
  const label = collection === 'procedures' ? procedureKindLabels[ProcedureKind.parse(kind)] : collection === 'records' ? labelOf(kind) : ''
  return [maskName(about ?? ''), label].filter(Boolean).join(' · ')
}

function labelOf(kind: string | null): string {
  const general = GeneralKind.safeParse(kind).data
  return general ? recordKindLabels[general] : kind === 'talk' ? recordKindLabels.talk : recordKindLabels.visit
}
