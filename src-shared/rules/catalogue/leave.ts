import { section } from './catalogue-rule.ts'

/** §2.5: leave. */
export const leaveRules = section('外出', {
  'L-01': { title: '一般提前三日书面申请并附证明', source: 'measures', article: '《社区矫正法实施办法》第二十七条', parameters: { days: 3 } },
  'L-02': { title: '七日内：受委托的司法所可以批准，报县级备案', source: 'measures', article: '《社区矫正法实施办法》第二十七条', parameters: { maxDays: 7 } },
  'L-03': { title: '超过七日：县级批准', source: 'measures', article: '《社区矫正法实施办法》第二十七条', parameters: { overDays: 7 } },
  'L-04': { title: '县级每次批准不超过三十日', source: 'measures', article: '《社区矫正法实施办法》第二十七条', parameters: { maxDays: 30 } },
  'L-05': { title: '一次超过三十日或者两个月内累计超过三十日：报市级批准', source: 'measures', article: '《社区矫正法实施办法》第二十七条', parameters: { months: 2, maxDays: 30 } },
  'L-06': { title: '市级批准的，县级及时通报同级检察院', source: 'measures', article: '《社区矫正法实施办法》第二十七条' },
  'L-07': { title: '外出期间通过电话、实时视频等方式监督', source: 'measures', article: '《社区矫正法实施办法》第二十八条' },
  'L-08': { title: '期满前返回并办理销假', source: 'measures', article: '《社区矫正法实施办法》第二十八条', parameters: { leadDays: 1 } },
  'L-09': { title: '违反外出规定的责令立即返回并处理', source: 'measures', article: '《社区矫正法实施办法》第二十八条' },
  'L-10': { title: '经常性跨市县活动：县级批准，一次有效期六个月', source: 'measures', article: '《社区矫正法实施办法》第二十九条', parameters: { months: 6, leadDays: 30 } },
  'L-11': { title: '先批准、后外出', source: 'measures', article: '《社区矫正法实施办法》第二十七条、第二十九条' },
  'L-12': { title: '外出办理的步骤', source: 'desk', article: '既有系统的办理步骤（参考）', silence: '这是办理的先后步骤，由“外出”这项办理一步一步把关，本身没有期限。' },
})
