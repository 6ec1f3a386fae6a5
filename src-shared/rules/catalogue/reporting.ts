import { section } from './catalogue-rule.ts'

/** §2.4: reports and medical duties. */
export const reportingRules = section('报告与病情复查', {
  'P-01': { title: '定期报告、联络、走访、谈话（次数按管理类别由本地设定）', source: 'measures', article: '《社区矫正法实施办法》第二十四条第一款', parameters: { leadDays: 3 } },
  'P-02': { title: '居所、工作、家庭重大变故等及时报告', source: 'measures', article: '《社区矫正法实施办法》第二十四条第一款' },
  'P-03': { title: '被宣告禁止令的定期报告遵守情况', source: 'measures', article: '《社区矫正法实施办法》第二十四条第一款', parameters: { leadDays: 3 } },
  'P-04': { title: '暂予监外执行对象每月报告身体情况', source: 'measures', article: '《社区矫正法实施办法》第二十四条第二款', parameters: { leadDays: 5 } },
  'P-05': { title: '保外就医对象每三个月提交复查情况', source: 'measures', article: '《社区矫正法实施办法》第二十四条第二款', parameters: { months: 3, leadDays: 15 } },
  'P-06': { title: '延长报告期限：一个月以上不满三个月报市级，三个月以上报省级，并通报检察院', source: 'measures', article: '《社区矫正法实施办法》第二十四条第二款', parameters: { cityFromMonths: 1, provinceFromMonths: 3 } },
  'P-07': {
    title: '暂予监外执行情形消失、刑期未满的，提请收监', source: 'procedureLaw', article: '《刑事诉讼法》第二百六十八条第一款',
    quote: '对暂予监外执行的罪犯，有下列情形之一的，应当及时收监：', parameters: { leadDays: 90 },
  },
  'P-08': { title: '暂予监外执行的从严审查（省内细则待定）', source: 'measures', article: '司发通〔2023〕24号' },
})
