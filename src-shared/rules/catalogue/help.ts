import { section } from './catalogue-rule.ts'

/** §2.12: education, activity, help; §2.13: the procuratorate's supervision. */
export const helpRules = section('教育帮扶', {
  'H-01': { title: '分类、个别、集中教育（法律不设固定学时）', source: 'law', article: '《社区矫正法》第三十六条', quote: '对社区矫正对象的教育应当根据其个体特征、日常表现等实际情况，充分考虑其工作和生活情况，因人施教。' },
  'H-02': { title: '公益活动（可以组织，按劳动能力）', source: 'law', article: '《社区矫正法》第四十二条', quote: '社区矫正机构可以根据社区矫正对象的个人特长，组织其参加公益活动，修复社会关系，培养社会责任感。', silence: '公益活动是“可以”组织，没有次数和期限可以推算；劳动能力和免除原因写在活动记录里。' },
  'H-03': {
    title: '就业、培训、救助、就学；适龄无业对象培训率百分之百', source: 'law', article: '《社区矫正法》第三十七条、第四十三条',
    quote: '社区矫正机构可以协调有关部门和单位，依法对就业困难的社区矫正对象开展职业技能培训、就业指导，帮助社区矫正对象中的在校学生完成学业。',
  },
  'H-04': {
    title: '不得变相限制人身自由；申诉、控告、检举及时办理并告知结果', source: 'law', article: '《社区矫正法》第三十四条',
    quote: '社区矫正对象认为其合法权益受到侵害的，有权向人民检察院或者有关机关申诉、控告和检举。受理机关应当及时办理，并将办理结果告知申诉人、控告人和检举人。', parameters: { leadDays: 5 },
  },
  'H-05': { title: '查访时保护身份和隐私', source: 'law', article: '《社区矫正法》第二十六条第二款', quote: '社区矫正机构开展实地查访等工作时，应当保护社区矫正对象的身份信息和个人隐私。', silence: '查访时怎样保护隐私要靠人做到，没有日期可以推算；程序只做到打印件不印大字标题、锁屏不显姓名。' },
})

export const supervisionRules = section('检察监督', {
  'S-01': {
    title: '书面回复纠正意见、检察建议', source: 'law', article: '《社区矫正法》第六十二条',
    quote: '有关单位应当将采纳纠正意见、检察建议的情况书面回复人民检察院，没有采纳的应当说明理由。', parameters: { leadDays: 5 },
  },
  'S-02': { title: '检察机关监督事项自查', source: 'desk', article: '《人民检察院刑事诉讼规则》第六百四十二条至第六百四十四条' },
})
