import type { Choice } from './random.ts'

const families = '王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟蓝雷姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹'
const male = ['建军', '国强', '志明', '永福', '水根', '金土', '伟平', '小波', '海滨', '文斌', '宗贤', '立新', '松林', '荣华', '启明', '德生', '有亮', '长青']
const female = ['秀英', '桂香', '月娥', '丽萍', '春花', '雪梅', '玉兰', '小燕', '美珍', '红霞', '巧云', '素芬', '爱菊', '竹青', '晓莲', '芳芳']

/** An invented name of the wanted gender. */
export function inventName(choice: Choice, gender: '1' | '2'): string {
  return families.charAt(choice.below(families.length)) + choice.pick(gender === '1' ? male : female)
}

export const villages = ['云溪村', '下坑村', '岙头村', '石门村', '大竹园村', '溪口社区', '上垟村', '桐坪村', '梨树湾村', '樟树下社区']

/** Volunteers and what they know. */
export const volunteerPlan = [
  { name: '吴桂芬', gender: '2', organisation: '退休教师', specialties: ['EDUCATION', 'PSYCHOLOGY'], minorsKnowledge: true },
  { name: '钟文彬', gender: '1', organisation: '云溪律师事务所', specialties: ['LAW'], minorsKnowledge: false },
  { name: '叶小莲', gender: '2', organisation: '县心理服务中心', specialties: ['PSYCHOLOGY'], minorsKnowledge: true },
  { name: '徐志坚', gender: '1', organisation: '爱心社工站', specialties: ['SOCIAL_WORK'], minorsKnowledge: false },
  { name: '杜晓燕', gender: '2', organisation: '爱心社工站', specialties: ['SOCIAL_WORK', 'EMPLOYMENT'], minorsKnowledge: false },
  { name: '程国平', gender: '1', organisation: '乡贤理事会', specialties: ['EMPLOYMENT'], minorsKnowledge: false },
] as const
