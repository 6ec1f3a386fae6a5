import { groupRules } from '../groups/group-rules.ts'
import type { Rule } from '../rule.ts'
import { type CatalogueRule, section } from './catalogue-rule.ts'

const ofGroup = (rule: Rule): CatalogueRule => ({ ...rule, section: '矫正小组', computed: true, silence: '' })

/** G-06 as a duty: everybody signs anew. */
export const letterRule: CatalogueRule = ofGroup(groupRules.responsibilityLetter)

/** §2.3: the group; G-01 to G-07 are those that `checkGroup` runs. */
export const groupCatalogue: Readonly<Record<string, CatalogueRule>> = Object.fromEntries(Object.values(groupRules).map((rule) => [rule.id, ofGroup(rule)]))

export const moreGroupRules = section('矫正小组', {
  'G-08': {
    title: '志愿者只能看到自己小组的对象，离组或者解矫后停止', source: 'law', article: '《社区矫正法》第二十六条第二款',
    quote: '社区矫正机构开展实地查访等工作时，应当保护社区矫正对象的身份信息和个人隐私。', silence: '这是登录权限：志愿者离组或者对象解除后就看不到，由程序在每次读取时把关，没有期限可以推算。',
  },
  'G-09': { title: '小组席位空缺超过规定天数的提醒补员', source: 'opinion', article: '丽水市司法局《关于进一步加强社区矫正工作的意见》第（八）项', parameters: { leadDays: 5 } },
})
