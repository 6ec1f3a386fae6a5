import { standingRecords } from '#shared/casework/standing-records.ts'
import { stationFor, stationsOf } from '#shared/casework/stations.ts'
import type { OutputOf } from '#shared/contract/define.ts'
import type { group, StationCard } from '#shared/contract/group.ts'
import type { CorrectionGroup } from '#shared/domain/group.ts'
import type { CorrectionRecord } from '#shared/domain/record.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { officeItself } from '#shared/kernel/ids.ts'
import { daysBetween, type LocalDate, localDateOf } from '#shared/kernel/time.ts'
import { type FactOf, signaturesOf, vacanciesOf } from '#shared/rules/index.ts'
import type { Office } from '../../host/office.ts'
import { casesOf, type OpenCase } from '../duty/case-shelf.ts'
import { policyPackOf } from '../duty/policy-pack.ts'
import { shelfOf } from '../record/shelf.ts'

type State = Pick<OutputOf<typeof group.get>, 'vacancies' | 'signatures' | 'station'>

/** Empty seats since when, who signed which letter, and the station of the subject's village. */
export async function stateOf(office: Office, subject: Subject, saved: CorrectionGroup | null): Promise<State> {
  const [one, policy, station] = await Promise.all([casesOf(office).caseOf(subject.id), policyPackOf(office), findStation(office, subject.village)])
  const today = localDateOf(office.now())
  const vacancies = (saved ? vacanciesOf(saved) : []).map(({ seat, since }) => {
    const days = since ? Math.max(0, daysBetween(since, today)) : 0
    return { seat, since, days, overdue: days > policy.groupVacancyDays }
  })
  return { vacancies, signatures: saved ? signaturesIn(saved, one, today) : [], station }
}

/** Each member with the version he signed last. */
export function signaturesIn(saved: CorrectionGroup, one: OpenCase | null, today: LocalDate): State['signatures'] {
  const signed = (one?.caseFile.facts ?? []).filter((fact): fact is FactOf<'responsibilityLetterSigned'> => fact.kind === 'responsibilityLetterSigned' && fact.on <= today).sort((a, b) => (a.on < b.on ? -1 : 1))
  return signaturesOf(saved, signed).map((row) => ({ ...row }))
}

/** The station in being that serves a village, with the people of the directory who belong to its villages. */
export async function findStation(office: Office, village: string): Promise<StationCard | null> {
  if (!village.trim()) return null
  const book = await shelfOf(office).bookOf(officeItself)
  const ids = [...book.entries.values()].filter(({ kind }) => kind === 'station').map(({ id }) => id)
  if (ids.length === 0) return null
  const found = [...(await office.data.records.findByIds(ids).exec()).values()].map((document): CorrectionRecord => document.toMutableJSON()).filter((record) => 'values' in record)
  const station = stationFor(stationsOf(standingRecords(found)), village)
  if (!station) return null
  const people = (await office.data.people.find().exec()).map((document) => document.toMutableJSON()).filter((person) => person.active && station.villages.includes(person.village.trim()) && person.kind !== 'FAMILY' && person.kind !== 'GUARDIAN')
  const { recordId, name, villages, address, headId, phone } = station
  return { recordId, name, village: villages.join('、'), address, headName: headId ? ((await office.data.people.findOne(headId).exec())?.name ?? '') : '', phone, memberIds: people.map(({ id }) => id) }
}
