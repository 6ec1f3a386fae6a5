import { Admission } from '#shared/domain/person.ts'

export type AdmissionForm = { trainedOn: string | null; undertakingOn: string | null }

/** Half a sentence when only one of the two days is there; empty when it will do. */
export function admissionProblem({ trainedOn, undertakingOn }: AdmissionForm): string {
  return (trainedOn === null) === (undertakingOn === null) ? '' : '两个日期要一起填；没有办完的，先都空着。'
}

/** Both days, or undefined while they are not known. */
export function admissionOf(form: AdmissionForm): Admission | undefined {
  return Admission.safeParse({ trainedOn: form.trainedOn, undertakingOn: form.undertakingOn }).data
}
