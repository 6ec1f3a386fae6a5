import { maskName } from '#shared/domain/mask-name.ts'
import { procedureKindLabels } from '#shared/domain/procedure.ts'
import { recordKindLabels } from '#shared/domain/record.ts'
import { officeItself } from '#shared/kernel/ids.ts'
import type { Office } from '../../host/office.ts'

/** About whom each of these ids is, by a masked name. Of what is sealed or gone nothing is said. */
export async function aboutWords(office: Office, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(ids)].filter((id) => /^[0-9A-Z]{26}$/.test(id))
  const { data } = office
  const [subjects, people, records, procedures, files] = await Promise.all([data.subjects.findByIds(asked).exec(), data.people.findByIds(asked).exec(), data.records.findByIds(asked).exec(), data.procedures.findByIds(asked).exec(), data.files.findByIds(asked).exec()])
  const wanted = [...records.values(), ...procedures.values(), ...files.values()].flatMap(({ subjectId }) => (subjectId ? [String(subjectId)] : []))
  const named = await data.subjects.findByIds([...new Set(wanted)]).exec()
  const nameOf = (id: string | null): string => (id === officeItself ? '本所事务' : maskName(named.get(id ?? '')?.name ?? ''))
  const said = new Map<string, string>()
  for (const [id, { name }] of subjects) said.set(id, maskName(name))
  for (const [id, { name }] of people) said.set(id, name)
  for (const [id, { subjectId, kind }] of records) said.set(id, `${nameOf(subjectId)} · ${recordKindLabels[kind]}`)
  for (const [id, { subjectId, kind }] of procedures) said.set(id, `${nameOf(subjectId)} · ${procedureKindLabels[kind]}`)
  for (const [id, { subjectId }] of files) said.set(id, `${nameOf(subjectId)} · 附件`)
  return said
}
