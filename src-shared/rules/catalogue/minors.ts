import { section } from './catalogue-rule.ts'

/** §2.11: minors. */
export const minorsRules = section('未成年人', {
  'Y-01': { title: '与成年人分别进行', source: 'law', article: '《社区矫正法》第五十二条第三款', quote: '对未成年人的社区矫正，应当与成年人分别进行。', computed: false },
  'Y-02': {
    title: '身份信息保密，档案不得提供', source: 'law', article: '《社区矫正法》第五十四条', computed: false,
    quote: '除司法机关办案需要或者有关单位根据国家规定查询外，未成年社区矫正对象的档案信息不得提供给任何单位或者个人。',
  },
  'Y-03': { title: '考核奖惩和宣告不公开，宣告、处罚时监护人到场', source: 'measures', article: '《社区矫正法实施办法》第五十五条' },
  'Y-04': {
    title: '未完成义务教育的，通知并配合教育部门', source: 'law', article: '《社区矫正法》第五十五条', computed: false,
    quote: '对未完成义务教育的未成年社区矫正对象，社区矫正机构应当通知并配合教育部门为其完成义务教育提供条件。',
  },
  'Y-05': {
    title: '监护人怠于履职的督促教育，拒不履行的通知有关部门', source: 'law', article: '《社区矫正法》第五十三条第二款', computed: false,
    quote: '监护人怠于履行监护职责的，社区矫正机构应当督促、教育其履行监护责任。监护人拒不履行监护职责的，通知有关部门依法作出处理。',
  },
  'Y-06': { title: '犯罪记录封存：信息系统限制查询', source: 'sealingRules', article: '《关于未成年人犯罪记录封存的实施办法》（2022年）', computed: false },
})
