import { section } from './catalogue-rule.ts'

/** §2.9: appraisal, reward, sanction. */
export const conductRules = section('考核奖惩', {
  'C-00': { title: '定期考核，结果告知、公示；未成年人不公示', source: 'law', article: '《社区矫正法》第二十八条、《社区矫正法实施办法》第三十二条', quote: '社区矫正机构根据社区矫正对象的表现，依照有关规定对其实施考核奖惩。', parameters: { leadDays: 5 } },
  'C-R1': { title: '表扬：接受矫正六个月以上且各方面表现好', source: 'measures', article: '《社区矫正法实施办法》第三十三条', parameters: { months: 6 } },
  'C-R2': { title: '表扬：见义勇为、抢险救灾等突出表现', source: 'measures', article: '《社区矫正法实施办法》第三十三条' },
  'C-01': { title: '训诫', source: 'measures', article: '《社区矫正法实施办法》第三十四条', parameters: { maxAbsentDays: 10 } },
  'C-02': { title: '警告', source: 'measures', article: '《社区矫正法实施办法》第三十五条', parameters: { overAbsentDays: 10, admonitions: 2 } },
  'C-03': {
    title: '提请治安管理处罚（假释对象不在条文之列）', source: 'law', article: '《社区矫正法》第五十九条、《社区矫正法实施办法》第三十六条',
    quote: '社区矫正对象在社区矫正期间有违反监督管理规定行为的，由公安机关依照《中华人民共和国治安管理处罚法》的规定给予处罚；具有撤销缓刑、假释或者暂予监外执行收监情形的，应当依法作出处理。',
  },
  'C-04': { title: '提请撤销缓刑', source: 'measures', article: '《社区矫正法实施办法》第四十六条、法释〔2021〕1号第五百四十三条', parameters: { overAbsentMonths: 1, preAlertDays: 25, warnings: 2 } },
  'C-05': { title: '提请撤销假释', source: 'measures', article: '《社区矫正法实施办法》第四十七条、法释〔2021〕1号第五百四十三条第二款', parameters: { overAbsentMonths: 1, warnings: 2 } },
  'C-06': { title: '提请收监执行', source: 'measures', article: '《社区矫正法实施办法》第四十九条、法释〔2021〕1号第五百一十六条', parameters: { warnings: 2 } },
  'C-07': {
    title: '法院、决定机关三十日内作出裁定或者决定', source: 'law', article: '《社区矫正法》第四十八条第一款、第四十九条第二款',
    quote: '人民法院应当在收到社区矫正机构撤销缓刑、假释建议书后三十日内作出裁定，将裁定书送达社区矫正机构和公安机关，并抄送人民检察院。', parameters: { days: 30, leadDays: 3 },
  },
  'C-08': {
    title: '提请逮捕：法院四十八小时内决定，羁押不超过三十日', source: 'law', article: '《社区矫正法》第四十七条第二款',
    quote: '人民法院应当在四十八小时内作出是否逮捕的决定。决定逮捕的，由公安机关执行。逮捕后的羁押期限不得超过三十日。', parameters: { hours: 48, custodyDays: 30 },
  },
  'C-09': {
    title: '失去联系的立即组织查找', source: 'law', article: '《社区矫正法》第三十条',
    quote: '社区矫正对象失去联系的，社区矫正机构应当立即组织查找，公安机关等有关单位和人员应当予以配合协助。', parameters: { policeAfterDays: 1, markerDays: 10 },
  },
  'C-10': {
    title: '被拘留、强制戒毒、采取强制措施的，有关机关及时通知', source: 'law', article: '《社区矫正法》第三十二条、《社区矫正法实施办法》第四十一条',
    quote: '社区矫正对象有被依法决定拘留、强制隔离戒毒、采取刑事强制措施等限制人身自由情形的，有关机关应当及时通知社区矫正机构。', parameters: { days: 3 },
  },
  'C-11': {
    title: '减刑建议', source: 'law', article: '《社区矫正法》第三十三条',
    quote: '社区矫正对象符合刑法规定的减刑条件的，社区矫正机构应当向社区矫正执行地的中级以上人民法院提出减刑建议，并将减刑建议书抄送同级人民检察院。', parameters: { days: 30 },
  },
  'C-12': { title: '对违反规定的调查取证、提出意见', source: 'measures', article: '《社区矫正法实施办法》第四十条', parameters: { leadDays: 1 } },
  'C-13': { title: '非正常死亡、涉嫌犯罪、群体性事件立即处置、报告、通报', source: 'measures', article: '《社区矫正法实施办法》第五十二条' },
  'C-14': {
    title: '死亡的，及时通知决定机关、检察院、公安机关', source: 'law', article: '《社区矫正法》第五十一条',
    quote: '社区矫正机构应当及时通知社区矫正决定机关、所在地的人民检察院、公安机关。',
  },
})
