import { section } from './catalogue-rule.ts'

/** §2.2: assessment, hand-over, reporting in, intake. */
export const intakeRules = section('调查评估与接收入矫', {
  'I-01': { title: '调查评估十个工作日内提交意见', source: 'measures', article: '《社区矫正法实施办法》第十四条', parameters: { workingDays: 10, leadDays: 3 } },
  'I-02': { title: '适用速裁程序的五个工作日内提交意见', source: 'measures', article: '《社区矫正法实施办法》第十四条', parameters: { workingDays: 5, leadDays: 2 } },
  'I-03': { title: '收到委托后及时通知执行地县级检察院，意见同时抄送', source: 'measures', article: '《社区矫正法实施办法》第十三条、第十四条' },
  'I-04': {
    title: '决定机关五日内通知、十日内送达法律文书', source: 'law', article: '《社区矫正法》第二十条',
    quote: '社区矫正决定机关应当自判决、裁定或者决定生效之日起五日内通知执行地社区矫正机构，并在十日内送达有关法律文书，同时抄送人民检察院和执行地公安机关。', parameters: { noticeDays: 5, documentDays: 10 },
  },
  'I-05': { title: '收到法律文书后五日内送达回执', source: 'measures', article: '《社区矫正法实施办法》第十六条', parameters: { days: 5, leadDays: 2 } },
  'I-06': { title: '文书未到或者不齐的先登记，通知决定机关五日内补齐', source: 'measures', article: '《社区矫正法实施办法》第十六条', parameters: { days: 5, leadDays: 2 } },
  'I-07': {
    title: '管制、缓刑、假释对象十日内报到', source: 'law', article: '《社区矫正法》第二十一条第一款',
    quote: '人民法院判处管制、宣告缓刑、裁定假释的社区矫正对象，应当自判决、裁定生效之日起十日内到执行地社区矫正机构报到。', parameters: { days: 10, leadDays: 3 },
  },
  'I-08': {
    title: '暂予监外执行对象十日内移送', source: 'law', article: '《社区矫正法》第二十一条第二款、第三款',
    quote: '人民法院决定暂予监外执行的社区矫正对象，由看守所或者执行取保候审、监视居住的公安机关自收到决定之日起十日内将社区矫正对象移送社区矫正机构。', parameters: { days: 10, leadDays: 3 },
  },
  'I-09': {
    title: '核对文书、核实身份、登记、建档、宣告，缺一不能转为在册', source: 'law', article: '《社区矫正法》第二十二条',
    quote: '社区矫正机构应当依法接收社区矫正对象，核对法律文书、核实身份、办理接收登记、建立档案，并宣告社区矫正对象的犯罪事实、执行社区矫正的期限以及应当遵守的规定。',
  },
  'I-10': { title: '执行档案四类材料，司法所建立工作档案', source: 'measures', article: '《社区矫正法实施办法》第十八条' },
  'I-11': {
    title: '确定矫正小组并签订责任书', source: 'law', article: '《社区矫正法》第二十五条、《社区矫正法实施办法》第十九条',
    quote: '社区矫正机构应当根据社区矫正对象的情况，为其确定矫正小组，负责落实相应的矫正方案。',
  },
  'I-12': { title: '入矫宣告（天数由本地设定）；未成年人不公开、监护人到场', source: 'measures', article: '《社区矫正法实施办法》第二十条', parameters: { leadDays: 2 } },
  'I-13': {
    title: '制定矫正方案，随表现和管理类别调整', source: 'law', article: '《社区矫正法》第二十四条、《社区矫正法实施办法》第二十二条',
    quote: '社区矫正机构应当根据裁判内容和社区矫正对象的性别、年龄、心理特点、健康状况、犯罪原因、犯罪类型、犯罪情节、悔罪表现等情况，制定有针对性的矫正方案，实现分类管理、个别化矫正。矫正方案应当根据社区矫正对象的表现等情况相应调整。', parameters: { leadDays: 3 },
  },
  'I-14': { title: '分类管理：调整管理类别要有依据文书', source: 'measures', article: '《社区矫正法实施办法》第二十一条' },
  'I-15': { title: '报备不准出境，解除后撤销报备', source: 'exitEntryLaw', article: '《出境入境管理法》第十二条第二项、国移民公〔2021〕420号', parameters: { leadDays: 30 } },
})
