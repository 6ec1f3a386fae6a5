import { plainCode } from './cell.ts'
import type { ReadCode } from './read-code.ts'

type Options = Readonly<Record<string, string>>

/** Other words for the same, as ledgers write them. */
const otherWords: Readonly<Record<string, string>> = {
  大学: '本科', 大学本科: '本科', 专科: '大专', 大学专科: '大专', 硕士: '研究生', 博士: '研究生', 中专: '中专和中技', 中技: '中专和中技', 职高: '中专和中技', 中职: '中专和中技', 高职: '大专', 普通高中: '高中', 半文盲: '文盲',
  离婚: '离异', 已离异: '离异', 再婚: '已婚', 初婚: '已婚', 复婚: '已婚', 丧夫: '丧偶', 丧妻: '丧偶',
  农村: '乡村人口', 农业: '乡村人口', 农业户口: '乡村人口', 乡村: '乡村人口', 城镇: '城镇人口', 非农: '城镇人口', 非农业: '城镇人口', 非农业户口: '城镇人口', 城镇户口: '城镇人口',
  在业: '就业', 已就业: '就业', 失业: '无业', 待业: '无业', 未就业: '无业', 在校: '就学', 在读: '就学', 学生: '就学',
  中国: '中国籍', 无期: '无期徒刑', 有期: '有期徒刑', 死刑缓期执行: '死缓', 法院: '人民法院', 公安: '公安机关', 剥权: '剥夺政治权利', 病情: '保外就医', 怀孕: '怀孕或者正在哺乳自己婴儿', 哺乳: '怀孕或者正在哺乳自己婴儿',
}

/** One of a table, by its words or, with a doubt, by its two-digit code. */
export function readOption(text: string, options: Options): ReadCode<string> {
  const plain = plainCode(text)
  // A name after its code: "04 高中".
  const words = plain.replace(/^\d{1,2}[-.、]?(?=\p{Script=Han})/u, '')
  const byWords = Object.keys(options).find((code) => plainCode(options[code] ?? '') === (otherWords[words] ?? words))
  if (byWords !== undefined) return { value: byWords, doubt: '' }
  const code = /^\d$/.test(plain) ? `0${plain}` : plain
  const coded = /^\d{2}$/.test(code) ? options[code] : undefined
  if (coded !== undefined) return { value: code, doubt: `代码 ${plain} 读作“${coded}”，请核对` }
  return { problem: `“${text}”不在可选的内容里，请写${Object.values(options).map((label) => `“${label}”`).join('')}中的一种` }
}

/** Several of a table, with anything between them that separates; 无 is none of them. */
export function readOptions(text: string, options: Options): ReadCode<string[]> {
  const parts = text.split(/[、，,;；/\s]+/).filter((part) => part !== '' && !/^(无|05)$/.test(plainCode(part)))
  const read = parts.map((part) => readOption(part, options))
  const [problem] = read.flatMap((one) => ('problem' in one ? [one.problem] : []))
  if (problem) return { problem }
  const taken = read.flatMap((one) => ('value' in one ? [one] : []))
  return { value: [...new Set(taken.map(({ value }) => value))], doubt: taken.map(({ doubt }) => doubt).filter(Boolean).join('；') }
}

const digits = '零一二三四五六七八九'

/** A length of time in months: `2年6个月`, `有期徒刑一年`, `拘役五个月`; a bare number with a doubt. */
export function readMonths(text: string, max: number): ReadCode<number> {
  const plain = plainCode(text)
  const [, years] = /([\d零一二两三四五六七八九十]+)年/.exec(plain) ?? []
  const [, months] = /([\d零一二两三四五六七八九十]+)个?月/.exec(plain) ?? []
  const bare = /^\d{1,3}$/.test(plain)
  const value = bare ? Number(plain) : numberOf(years) * 12 + numberOf(months)
  if (!(value > 0)) return { problem: `“${text}”看不出时间长短，请写成“2年6个月”` }
  if (value > max) return { problem: `“${text}”超过 ${max} 个月，请核对` }
  return { value, doubt: bare ? `“${plain}”读作 ${value} 个月，请核对` : '' }
}

function numberOf(written: string | undefined): number {
  if (!written) return 0
  if (/^\d+$/.test(written)) return Number(written)
  const [tens, ones] = written.includes('十') ? written.split('十') : ['0', written]
  return one(tens || '一') * 10 + one(ones)
}

const one = (written: string | undefined): number => (written ? Math.max(0, digits.indexOf(written.replace('两', '二'))) : 0)
