import { section } from './catalogue-rule.ts'

/** §2.0: how days, months and terms are counted. */
export const dateRules = section('期间计算', {
  'A1': { title: '“以上”“内”包括本数，“以下”“超过”不包括本数', source: 'measures', article: '《社区矫正法实施办法》第五十八条' },
  'A2': { title: '“日”为自然日，写明工作日的才按工作日', source: 'measures', article: '《社区矫正法实施办法》（工作日只见于第十四条）' },
  'A3': {
    title: '开始之日不计入；末日为节假日的顺延，在押期间不顺延', source: 'procedureLaw', article: '《刑事诉讼法》第一百零五条第四款（是否适用于机关之间的期限尚无定论，两个日期都算，按早的提醒）',
    quote: '期间的最后一日为节假日的，以节假日后的第一日为期满日期，但犯罪嫌疑人、被告人或者罪犯在押期间，应当至期满之日为止，不得因节假日而延长。',
  },
  'A4': { title: '按月计算：至下月同日；月末至月末；没有同日的至月末；半个月为十五日', source: 'interpretation', article: '法释〔2021〕1号第二百零二条第一款', parameters: { halfMonthDays: 15 } },
  'A5': { title: '刑期和考验期：至同日的前一日', source: 'interpretation', article: '法释〔2021〕1号第二百零二条第二款' },
  'A6': { title: '工作日和休息日按国务院办公厅节假日安排，含调休', source: 'desk', article: '国务院办公厅历年部分节假日安排的通知' },
  'A7': { title: '一律按北京时间的日期计算，同时保存设备时间和县级确认时间', source: 'desk', article: '本系统设计' },
})
