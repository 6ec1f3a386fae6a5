/** 就业就学 (jyjxqk). */
export const employment = { '01': '就业', '02': '无业', '03': '就学' } as const

/** With whom a session was held. Y-01: minors and adults apart (分别进行). */
export const company = { ALONE: '单独进行', ADULTS: '与成年对象一起', MINORS: '与未成年对象一起' } as const

/** The sentence against a session of minors and adults together; [] when there is none. */
export function mixedCompany(field: string, together: keyof typeof company | null, minorRegime: boolean | undefined): { field: string; text: string }[] {
  if (minorRegime === undefined || together === null || together === 'ALONE') return []
  return (together === 'ADULTS') === minorRegime ? [{ field, text: '未成年人的矫正应当与成年人分别进行' }] : []
}

/** How grave a hazard is. */
export const hazardLevels = { GENERAL: '一般', SERIOUS: '较大', GRAVE: '重大' } as const

/** Bodies that take part in meetings, drills and sweeps. */
export const bodies = { POLICE: '公安', PROCURATORATE: '检察院', COURT: '法院', CIVIL_AFFAIRS: '民政', LABOUR: '人力社保', HEALTH: '卫健', MARKET: '市场监管', EDUCATION: '教育', WOMEN: '妇联', YOUTH: '共青团', VILLAGE: '村（居）', COUNTY: '县局', OTHER: '其他' } as const
