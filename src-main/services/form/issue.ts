import { sheetOf } from '#shared/forms/catalogue.ts'
import type { Sheet } from '#shared/forms/sheet.ts'
import type { Source } from '#shared/forms/template.ts'
import { neverSent } from '#shared/domain/document.ts'
import { GeneralRecord } from '#shared/domain/record.ts'
import { RecordId } from '#shared/kernel/ids.ts'
import { localDateOf, localTimeOf } from '#shared/kernel/time.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { tellChanged } from '../record/entries.ts'
import { letterFormId } from '#shared/forms/templates/group.ts'
import { ok, type Result } from '#shared/kernel/result.ts'
import { type Letter, takeLetter } from '../group/letter.ts'
import { nextSerial } from './numbers.ts'
import type { Possible } from './sources.ts'

const media = { PRINT: '打印', DOCX: 'docx 文件', PDF: 'pdf 文件' } as const
type Wish = { copies: number; medium: keyof typeof media }

/** Earlier issues of the same document about the same thing, oldest first. */
export function issuesOf(source: Source, { template, aboutId }: Pick<Possible, 'template' | 'aboutId'>): GeneralRecord[] {
  return source.records.filter((record): record is GeneralRecord => record.kind === 'formIssued' && record.values['formId'] === template.id && (record.values['about'] ?? '') === (aboutId ?? ''))
}

/**
 * Takes a document: the number, then the note of who took what, then the paper. The same document taken again keeps its
 * number and is noted as a reprint.
 */
export async function issueForm(context: Context, possible: Possible, { copies, medium }: Wish): Promise<Result<{ sheet: Sheet; recordId: RecordId; letter: Letter | null }, 'GROUP_HAS_HARD_FINDINGS' | 'NOT_AVAILABLE'>> {
  const { office, me } = atDesk(context)
  const { template, aboutId, source } = possible
  const now = office.now()
  const before = issuesOf(source, possible)
  const known = before.at(-1)?.values['serial']
  // The letter's number stands for its members, not for the person: changed members get another.
  const letter = template.id === letterFormId ? await takeLetter(context, source.subject.id) : null
  if (letter && !letter.ok) return letter
  const serial = letter ? letter.value.serial : typeof known === 'string' && known !== '' ? known : template.series ? await nextSerial(office, template.series, Number(source.on.slice(0, 4))) : ''
  const id = office.newId(RecordId)
  const record = GeneralRecord.parse({
    kind: 'formIssued', id, subjectId: source.subject.id, occurredAt: now, recordedAt: now, place: '', text: '', participants: [], attachments: [], author: { personId: me.personId, name: me.name, role: me.role },
    deviceId: office.deviceId, corrects: null, late: false, clockDoubt: office.clockDoubt().slice(0, 200), review: null,
    values: { formId: template.id, title: template.title, version: template.version, serial, copies, about: aboutId ?? '', reprint: before.some(({ values }) => !letter || values['serial'] === serial), medium: media[medium] }, ...neverSent,
  })
  await office.data.records.insert(record)
  tellChanged(office, { subjectId: source.subject.id, recordId: id })
  return ok({ sheet: sheetOf(template, source, { serial, code: id, copies }), recordId: id, letter: letter?.value ?? null })
}

/** Small at the foot of every page: by whose hand and when it left the desk. */
export function watermarkOf(context: Context): string {
  const { office, me } = atDesk(context)
  const now = office.now()
  return `${me.name} ${localDateOf(now)} ${localTimeOf(now)} 设备 ${office.deviceId.slice(-5)}`
}
