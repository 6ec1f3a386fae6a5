import type { Finding, FindingTopic } from '#shared/domain/record.ts'
import type { Choice } from './random.ts'

const visitTexts = [
  '到家时本人正在院里劈柴，精神不错。近期在镇上砖厂做工，按天结工钱，家中老人由其照顾。提醒外出须先请假。',
  '本人与妻子均在家。谈到孩子上学费用有压力，已告知可向民政申请临时救助。遵守各项规定，没有异常。',
  '走访时本人在地里干活，村干部陪同前往。近期情绪稳定，没有与同案人员来往。',
  '本人反映腰伤反复，已到卫生院看过。提醒复查材料要及时交到所里。',
  '家中整洁，母亲身体好转。本人准备参加县里的电工培训，已帮助报名。',
  '与邻居有过一次口角，村委会已调解。再次告知遇事先找小组成员，不要冲动。',
]
const talkTexts = [
  '围绕遵纪守法和外出请假规定谈话，本人表示理解，会按时报告。',
  '谈了近期工作和家庭收入，本人希望学一门手艺，已联系培训名额。',
  '上月书面报告交得晚，进行批评教育，本人认识到问题并作出保证。',
  '了解思想情况，情绪平稳。对判决没有意见，愿意参加公益活动。',
]
const notes: Record<FindingTopic, string[]> = {
  LIVING: ['住自家老屋，水电齐全', '租住镇上一间'], WORK: ['砖厂临时工', '务农', '快递站点'], INCOME: ['月入约三千', '收入不稳定'], FAMILY: ['夫妻和睦', '与父亲有争执'],
  HEALTH: ['无大病', '腰伤未愈'], MOOD: ['平稳', '有些烦躁'], CONTACTS: ['来往简单', '常与旧友打牌'], INJUNCTION: ['未进入禁止场所'], RISK: ['暂无', '近期酒后易激动'],
}

/** What a visitor found, as an officer would write it. */
export function visitText(choice: Choice): string {
  return choice.pick(visitTexts)
}

export function talkText(choice: Choice): string {
  return choice.pick(talkTexts)
}

/** Three to five topics, most of them normal. */
export function findings(choice: Choice): Finding[] {
  const topics: FindingTopic[] = ['LIVING', 'WORK', 'FAMILY', 'MOOD', 'CONTACTS', 'HEALTH']
  return topics
    .filter((_topic, index) => index < 2 || choice.chance(0.55))
    .map((topic) => {
      const unusual = choice.chance(0.12)
      const lines = notes[topic]
      return { topic, grade: unusual ? 'ATTENTION' : 'NORMAL', text: (unusual ? lines.at(-1) : lines[0]) ?? '' }
    })
}
