import { section } from './catalogue-rule.ts'

/** §2.7: contacts, places, injunction. */
export const contactRules = section('会客与禁止令', {
  'V-01': { title: '未经批准不得接触被害人、控告人、举报人等', source: 'measures', article: '《社区矫正法实施办法》第二十五条' },
  'V-02': {
    title: '遵守会客规定', source: 'law', article: '《社区矫正法》第二十三条', silence: '会客的具体规定由各地制定，法律没有写次数和期限，这里不推算；批准照“会客”办理。',
    quote: '遵守国务院司法行政部门关于报告、会客、外出、迁居、保外就医等监督管理规定，服从社区矫正机构的管理。',
  },
  'V-03': { title: '批准进入禁止令限制的场所，通知原审法院和县级检察院', source: 'measures', article: '《社区矫正法实施办法》第三十九条' },
  'V-04': {
    title: '发现正在违反的立即制止，无效的立即通知公安机关', source: 'law', article: '《社区矫正法》第三十一条',
    quote: '社区矫正机构发现社区矫正对象正在实施违反监督管理规定的行为或者违反人民法院禁止令等违法行为的，应当立即制止；制止无效的，应当立即通知公安机关到场处置。',
  },
})
