import type { SubjectFacts } from '#shared/domain/subject.ts'
import { addDays, type LocalDate } from '#shared/kernel/time.ts'
import type { z } from 'zod'
import { inventIdNumber } from './id-numbers.ts'
import { inventName, villages } from './people.ts'
import type { Choice } from './random.ts'

const charges = [['06', '赌博罪'], ['02', '危险驾驶罪'], ['05', '盗窃罪'], ['04', '故意伤害罪'], ['03', '销售假冒注册商标的商品罪'], ['06', '帮助信息网络犯罪活动罪']] as const

/** An invented subject of an office, on its books for two months or more. */
export function inventSubject(choice: Choice, officeId: string, { number, today }: { number: number; today: LocalDate }): z.input<typeof SubjectFacts> {
  const gender = choice.chance(0.18) ? '2' : '1'
  const birthDate = addDays(today, -365 * (20 + choice.below(45)) - choice.below(365))
  const termStart = addDays(today, -60 - choice.below(500))
  const termEnd = addDays(today, 30 + choice.below(700))
  const [crimeType, charge] = choice.pick(charges)
  const village = choice.pick(villages)
  return {
    subjectNo: `${officeId}${termStart.slice(0, 4)}${String(number).padStart(3, '0')}`,
    name: inventName(choice, gender), formerName: '', gender, birthDate, phone: `1990001${String(choice.below(10_000)).padStart(4, '0')}`,
    idNo: inventIdNumber(officeId.slice(0, 6), birthDate, { sequence: choice.below(1000), gender }),
    category: choice.chance(0.9) ? 'PROBATION' : 'PAROLE', level: choice.pick(['STRICT', 'ORDINARY', 'ORDINARY', 'LENIENT'] as const), crimeType, charge,
    decisionOrganName: '某县人民法院', judgmentNo: `（${termStart.slice(0, 4)}）浙刑初${100 + choice.below(800)}号`, termStart, termEnd, intakeDate: addDays(termStart, 3), minorRegime: false,
    residence: `${village}${1 + choice.below(120)}号`, village, huji: `${village}${1 + choice.below(120)}号`, injunction: '', keySubject: choice.chance(0.08), responsibleOfficerId: null, visitHint: '', state: 'ACTIVE', note: '',
  }
}
