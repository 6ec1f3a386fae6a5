import { HolidayYear } from '#shared/rules/index.ts'

const places: Readonly<Record<string, string>> = {
  year: '年份', notice: '通知', title: '通知标题', number: '通知文号', issuedOn: '通知日期', daysVerified: '日期是否核对', numberVerified: '文号是否核对', remark: '备注', holidays: '假期', name: '名称', from: '开始', to: '结束', workdays: '调休上班',
}

/** Reads the file of one year's days off; what is wrong with it, in a sentence, where it is none. */
export function readHolidayFile(text: string): HolidayYear | string {
  const content = parseJson(text)
  if (content === undefined) return '这不是一年的节假日表，或者没有拷贝完整，没有采用。格式见操作手册“政策设置”。'
  const parsed = HolidayYear.safeParse(content)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const place = (issue?.path ?? []).map((part) => (typeof part === 'number' ? `第 ${part + 1} 个` : (places[String(part)] ?? ''))).join(' ')
  if (!place) return `这份年表填得不对：${issue?.code === 'custom' ? issue.message : '里面不是一年的年表，或者多出别的内容'}。没有采用。`
  return `这份年表填得不对：“${place}”${issue?.code === 'custom' ? issue.message : '请检查'}。没有采用。`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

/** The tables with one more; the same year is replaced. */
export function withTable(tables: readonly HolidayYear[], table: HolidayYear): HolidayYear[] {
  return [...tables.filter(({ year }) => year !== table.year), table].sort((a, b) => a.year - b.year)
}
