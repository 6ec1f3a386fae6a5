import { shownFields, type Field } from '../../casework/field.ts'
import { subjectFields } from '../../casework/subject-fields.ts'
import type { FieldValue, Values } from '../values.ts'
import { type Category, categoryLabels } from '../codes.ts'
import { readYesNo } from './read-code.ts'
import { moreFields, type MoreField } from './more-fields.ts'
import { readMonths, readOption, readOptions } from './read-option.ts'
import { readDate } from './read-date.ts'
import { readText } from './read-text.ts'
import type { Reading } from './reading.ts'

/**
 * The rest of the file from its columns. Nothing here keeps a row out but text that is too long: a cell that cannot be
 * read is left empty and says why. What applies to 暂予监外执行 only is taken for nobody else.
 */
export function readMore(reading: Reading, category: Category | null): Values {
  const isOutside = category === 'TEMP_OUTSIDE'
  const applies = new Set(shownFields(subjectFields, { isOutside }))
  const values: Values = {}
  for (const field of moreFields) {
    const value = readOne(reading, field)
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue
    if (applies.has(field)) values[field] = value
    else {
      reading.warn(field, `只有矫正类别为“${categoryLabels.TEMP_OUTSIDE}”的才填这一项，这一格没有采用。`)
      reading.show(field, '')
    }
  }
  return isOutside && Object.keys(values).length > 0 ? { ...values, isOutside } : values
}

function readOne(reading: Reading, name: MoreField): FieldValue {
  const field: Field<unknown> = subjectFields[name]
  const { input } = field
  if (input.type === 'date') return readDay(reading, name)
  const text = readText(reading, name)
  if (!text) return ''
  switch (input.type) {
    case 'text':
      if (text.length > input.max) reading.error(name, `太长，最多 ${input.max} 个字，请缩短`)
      return text
    case 'yesNo': return take(reading, name, { answer: readYesNo(text), words: (value) => (value ? '是' : '否') })
    case 'number': return take(reading, name, { answer: readMonths(text, input.max), words: (value) => `${value} 个月` })
    case 'choice': return take(reading, name, { answer: readOption(text, input.options), words: (value) => input.options[value] ?? '' })
    case 'choices': return take(reading, name, { answer: readOptions(text, input.options), words: (value) => value.map((one) => input.options[one]).join('、') })
    // No such field is among the columns.
    default: return ''
  }
}

type Answer<T> = { readonly value: T; readonly doubt: string } | { readonly problem: string }

function take<T extends FieldValue>(reading: Reading, name: MoreField, { answer, words }: { answer: Answer<T>; words: (value: T) => string }): T | '' {
  if ('problem' in answer) {
    reading.warn(name, `${answer.problem}。这一格没有采用。`)
    reading.show(name, '')
    return ''
  }
  if (answer.doubt) reading.warn(name, answer.doubt)
  reading.show(name, words(answer.value))
  return answer.value
}

function readDay(reading: Reading, name: MoreField): FieldValue {
  const cell = reading.take(name)
  if (!cell) return null
  const read = readDate(cell)
  if ('problem' in read) {
    reading.warn(name, `${read.problem}。这一格没有采用。`)
    reading.show(name, '')
    return null
  }
  if (read.doubt) reading.warn(name, read.doubt)
  reading.show(name, read.date)
  return read.date
}
