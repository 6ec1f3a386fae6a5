import type { z } from 'zod'
import type { Gender, PersonKind, Specialty } from '#shared/domain/codes.ts'
import type { PersonFacts } from '#shared/domain/person.ts'

/** The short form for somebody who joins a group and is not in the directory yet. */
export type NewPerson = {
  name: string
  gender: Gender | ''
  kind: PersonKind
  phone: string
  organisation: string
  relation: string
  specialties: Specialty[]
  minorsKnowledge: boolean
}

/** An empty form; most often it is the guardian who is missing. */
export function emptyPerson(): NewPerson {
  return { name: '', gender: '', kind: 'GUARDIAN', phone: '', organisation: '', relation: '', specialties: [], minorsKnowledge: false }
}

/** What is written into the directory. Family and guardians belong to the subject, everybody else to nobody. */
export function personFacts(form: NewPerson, subjectId: string): z.input<typeof PersonFacts> {
  const isRelative = form.kind === 'FAMILY' || form.kind === 'GUARDIAN'
  return {
    name: form.name.trim(),
    gender: form.gender || '0',
    kind: form.kind,
    phone: form.phone.trim(),
    organisation: isRelative ? '' : form.organisation.trim(),
    village: '',
    specialties: [...form.specialties],
    minorsKnowledge: form.minorsKnowledge,
    relativeOf: isRelative ? subjectId : null,
    relation: isRelative ? form.relation.trim() : '',
    active: true,
  }
}
