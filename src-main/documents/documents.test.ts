import { describe, expect, it } from 'vitest'
import { templates, sheetOf } from '#shared/forms/catalogue.ts'
import { initialValues } from '#shared/casework/field.ts'
import { findRecordKind } from '#shared/casework/kinds/index.ts'
import { LocalDate } from '#shared/kernel/time.ts'
import type { Source } from '#shared/forms/template.ts'
import { aGroup, aSubject, aVisit, someTalkFacts } from '../../tests/factories/documents.ts'
import { drawDocx } from './draw-docx.ts'
import { drawPdf } from './draw-pdf.ts'
import { GeneralRecord, Talk } from '#shared/domain/record.ts'

const subject = aSubject({ name: '单雄信' })
const base: Source = { officeName: '云溪镇司法所', countyName: '云和县社区矫正管理局', on: LocalDate.parse('2026-11-22'), subject, group: aGroup({ id: subject.id }), records: [], procedures: [], record: null, procedure: null }

function headOf(): object {
  return Object.fromEntries(Object.entries(aVisit({ subjectId: subject.id })).filter(([field]) => !['visitType', 'reason', 'met', 'findings', 'nextVisitOn', 'kind'].includes(field)))
}

function general(kind: string): GeneralRecord {
  return GeneralRecord.parse({ ...headOf(), kind, values: initialValues(findRecordKind(kind)?.fields ?? {}) })
}

function aTalk(): Talk {
  return Talk.parse({ ...headOf(), ...someTalkFacts({ subjectId: subject.id }) })
}

function sourceFor(about: (typeof templates)[number]['about']): Source {
  if (about.what !== 'record') return base
  const kind = about.kinds[0] ?? ''
  return { ...base, record: kind === 'visit' ? aVisit({ subjectId: subject.id }) : kind === 'talk' ? aTalk() : general(kind) }
}

describe('documents', () => {
  it('[FO1] every template makes a document that names its title and the person', () => {
    expect(templates.length).toBeGreaterThan(60)
    for (const one of templates) {
      const sheet = sheetOf(one, sourceFor(one.about), null)
      expect(sheet.blocks[0], one.id).toEqual({ kind: 'title', text: sheet.blocks[0]?.kind === 'title' ? sheet.blocks[0].text : '' })
      expect(JSON.stringify(sheet.blocks), one.id).toContain('单雄信')
    }
    expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length)
  })

  it('[FO2] one .pdf of several documents, numbered through, with the fonts in it', async () => {
    const sheets = templates.filter(({ about }) => about.what === 'subject').map((one) => sheetOf(one, base, { serial: '（2026）矫字第0001号', code: '01KAM3W6000000000000000003', copies: 2 }))
    const told: number[] = []
    const pdf = await drawPdf(sheets, { watermark: '周敏 2026-11-22 10:00', progress: (done) => void told.push(done) })
    const text = pdf.toString('latin1')
    expect(text.startsWith('%PDF-1.')).toBe(true)
    expect(text.match(/\/Type \/Page\b/g)?.length ?? 0).toBeGreaterThanOrEqual(sheets.length)
    expect(text).toContain('/FontFile')
    expect(told).toEqual(sheets.map((_, at) => at + 1))
    expect(pdf.length).toBeLessThan(2_000_000)
  })

  it('[FO3] a .docx that WPS and Word open: a zip with the words in it', async () => {
    const [first] = templates
    if (!first) throw new Error('no template')
    const docx = await drawDocx(sheetOf(first, base, null), '周敏 2026-11-22')
    expect(docx.subarray(0, 2).toString()).toBe('PK')
    expect(docx.includes('word/document.xml')).toBe(true)
  })
})
