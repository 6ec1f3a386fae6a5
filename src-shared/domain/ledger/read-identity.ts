import type { LocalDate } from '../../kernel/time.ts'
import { type Gender, genderLabels } from '../codes.ts'
import { checkIdNumber, readIdNumber } from '../id-number.ts'
import { plainCode } from './cell.ts'
import { readGender } from './read-code.ts'
import { readDate } from './read-date.ts'
import type { Reading } from './reading.ts'
import { isDamaged } from './read-text.ts'

export type Identity = { readonly idNo: string; readonly gender: Gender; readonly birthDate: LocalDate | null }

const repair = '原号码从表格里找不回来：请把这一列设为“文本”格式，照身份证重新录入。'

/** ID number, gender and birth date of a row, checked against each other. A sound ID number wins over the other columns, visibly. */
export function readIdentity(reading: Reading): Identity {
  const idNo = readIdNo(reading)
  const facts = readIdNumber(idNo)
  return { idNo, gender: readGenderWith(reading, facts?.gender ?? null), birthDate: readBirthDateWith(reading, facts?.birthDate ?? null) }
}

function readIdNo(reading: Reading): string {
  const cell = reading.take('idNo')
  if (!cell) {
    if (!reading.findings.some(({ field }) => field === 'idNo')) reading.warn('idNo', '没有身份证号，请补填')
    return ''
  }
  const text = plainCode(cell.text).toUpperCase()
  if (isDamaged({ ...cell, text })) reading.error('idNo', `身份证号被表格软件当成数字，末尾几位已经变成 0。${repair}`)
  else if (cell.kind !== 'text') reading.error('idNo', `身份证号不是文本，可能已经少了数字。请把这一列设为“文本”格式，照身份证核对。`)
  else if (text.length > 18) reading.error('idNo', `身份证号有 ${text.length} 位，多于 18 位，请核对`)
  else judge(reading, text)
  reading.show('idNo', text)
  return text
}

function judge(reading: Reading, text: string): void {
  const findings = checkIdNumber(text)
  // Saved as text only after the damage: the last three digits are 0, and the check character gives it away.
  if (/^\d{15}000$/.test(text) && findings.some(({ code }) => code === 'WRONG_CHECK_CHARACTER')) return reading.error('idNo', `身份证号末三位都是 0 且校验不对，是被表格软件改坏的号码。${repair}`)
  for (const finding of findings) reading.warn('idNo', `身份证号${finding.text}`)
}

function readGenderWith(reading: Reading, fromId: Gender | null): Gender {
  const cell = reading.take('gender')
  const read = cell ? readGender(cell.text) : null
  const gender = read && 'value' in read ? read.value : null
  if (read && 'problem' in read) reading.warn('gender', read.problem)
  if (gender && fromId && gender !== fromId && gender !== '0' && gender !== '9') {
    reading.warn('gender', `性别写的是${genderLabels[gender]}，身份证号是${genderLabels[fromId]}，以身份证号为准，请核对`)
  }
  const decided = fromId ?? gender ?? '0'
  if (decided === '0') reading.warn('gender', '看不出性别，请补填')
  reading.show('gender', genderLabels[decided])
  return decided
}

function readBirthDateWith(reading: Reading, fromId: LocalDate | null): LocalDate | null {
  const cell = reading.take('birthDate')
  const read = cell ? readDate(cell) : null
  const written = read && 'date' in read ? read.date : null
  if (read && 'problem' in read) reading.warn('birthDate', `${read.problem}${fromId ? '；先按身份证号填写' : ''}`)
  if (read && 'doubt' in read && read.doubt && written !== fromId) reading.warn('birthDate', read.doubt)
  if (written && fromId && written !== fromId) reading.warn('birthDate', `出生日期 ${written} 与身份证号里的 ${fromId} 不同，以身份证号为准，请核对`)
  const decided = fromId ?? written
  reading.show('birthDate', decided ?? '')
  return decided
}
