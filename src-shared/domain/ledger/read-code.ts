import { type Category, categoryLabels, CrimeType, crimeTypeLabels, Gender, type ManagementLevel, managementLevelLabels } from '../codes.ts'
import { plainCode } from './cell.ts'

/** A value, perhaps with a doubt; or why there is none. */
export type ReadCode<T> = { readonly value: T; readonly doubt: string } | { readonly problem: string }

const sure = <T>(value: T): ReadCode<T> => ({ value, doubt: '' })

// Names first, longest first: "02 缓刑" is 缓刑 whatever the number means in the system it came from.
const categoryNames: readonly (readonly [RegExp, Category])[] = [
  [/暂予?监外|监外执行|暂外|保外就医/, 'TEMP_OUTSIDE'], [/缓刑/, 'PROBATION'], [/假释/, 'PAROLE'], [/管制/, 'SURVEILLANCE'],
]
// SYS017 of SF/T 0015. Another system in use counts 1 缓刑 2 假释 3 管制 4 暂外, so only the two-digit form is taken, and with a doubt.
const categoryCodes: Readonly<Record<string, Category>> = { '01': 'SURVEILLANCE', '02': 'PROBATION', '03': 'PAROLE', '04': 'TEMP_OUTSIDE' }

/** 矫正类别, by its name, or by the two-digit code with a doubt. */
export function readCategory(text: string): ReadCode<Category> {
  const plain = plainCode(text)
  const found = categoryNames.filter(([name]) => name.test(plain))
  if (found.length > 1) return { problem: `“${text}”里有两种矫正类别，请只留一种` }
  const [named] = found
  if (named) return sure(named[1])
  const coded = categoryCodes[plain]
  if (coded) return { value: coded, doubt: `代码 ${plain} 读作“${categoryLabels[coded]}”；各系统的代码次序不同，请核对` }
  if (/^\d$/.test(plain)) return { problem: `“${plain}”在不同系统里是不同的类别，请改写成管制、缓刑、假释或暂予监外执行` }
  return { problem: `“${text}”不是矫正类别，请写管制、缓刑、假释或暂予监外执行` }
}

const levelNames: readonly (readonly [RegExp, ManagementLevel])[] = [[/严/, 'STRICT'], [/宽/, 'LENIENT'], [/普/, 'ORDINARY'], [/基础/, 'BASIC']]
const levelNumbers: Readonly<Record<string, ManagementLevel>> = { 一级: 'STRICT', 二级: 'ORDINARY', 三级: 'LENIENT', '1级': 'STRICT', '2级': 'ORDINARY', '3级': 'LENIENT' }

/** 管理类别. Numbered levels are local custom, so they come with a doubt; bare codes are not read at all. */
export function readLevel(text: string): ReadCode<ManagementLevel> {
  const plain = plainCode(text)
  const found = levelNames.filter(([name]) => name.test(plain))
  const [named] = found
  if (named && found.length === 1) return sure(named[1])
  const numbered = levelNumbers[plain.replace(/管理|矫正|监管/g, '')]
  if (numbered) return { value: numbered, doubt: `“${plain}”读作“${managementLevelLabels[numbered]}”，请核对` }
  return { problem: `“${text}”不是管理类别，请写严管、普管或宽管` }
}

/** 性别, by name or GB/T 2261.1 code. */
export function readGender(text: string): ReadCode<Gender> {
  const plain = plainCode(text).replace(/性$/, '')
  if (plain === '男') return sure('1')
  if (plain === '女') return sure('2')
  const coded = Gender.safeParse(plain)
  return coded.success ? sure(coded.data) : { problem: `“${text}”不是性别，请写男或女` }
}

/** 犯罪类型, by name or SYS014 code. Statistics hang on it, duties do not: what cannot be read is 其他 with a doubt. */
export function readCrimeType(text: string): ReadCode<CrimeType> {
  const plain = plainCode(text).replace(/罪$/, '')
  const coded = CrimeType.safeParse(/^\d$/.test(plain) ? `0${plain}` : plain)
  if (coded.success) return sure(coded.data)
  const named = plain.length >= 2 ? CrimeType.options.find((code) => plainCode(crimeTypeLabels[code]).includes(plain) || plain.includes(plainCode(crimeTypeLabels[code]))) : undefined
  return named ? sure(named) : { value: '99', doubt: `“${text}”不在犯罪类型表中，先记为“其他”，请核对` }
}

/** 是 or 否 in the ways a ledger writes it. */
export function readYesNo(text: string): ReadCode<boolean> {
  const plain = plainCode(text)
  if (/^(是|有|√|✓|✔|y|yes|true|1|重点|重点对象)$/i.test(plain)) return sure(true)
  if (/^(否|无|不是|没有|非重点|×|n|no|false|0|-|\/)$/i.test(plain)) return sure(false)
  return { problem: `“${text}”看不出是或否，请写是或否` }
}
