import { checkCharacterOf } from '#shared/domain/id-number.ts'
import { addDays, LocalDate } from '#shared/kernel/time.ts'
import { type Chance, createChance } from './random.ts'

/** A row of the ledger before any fault is put in. All people are invented; only division codes and courts are real. */
export type Invented = {
  subjectNo: string; name: string; gender: '男' | '女'; birthDate: LocalDate; idNo: string; category: string; charge: string; crimeType: string
  court: string; judgmentNo: string; termStart: LocalDate; termEnd: LocalDate; intakeDate: LocalDate; level: string; village: string; residence: string; huji: string
  phone: string; familyPhone: string; keySubject: string; injunction: string; note: string
}

const surnames = [...'蓝雷钟叶吴陈林王李周徐潘郑朱黄何刘项季梅柳夏胡汤应']
const men = ['建云', '根土', '水法', '志远', '林旺', '伟平', '小峰', '德贵', '永春', '海涛', '金火', '俊杰', '国梁', '松青', '樟根', '立新', '振华', '余庆', '长明', '子谦']
const women = ['秀兰', '美凤', '丽娟', '春花', '雪梅', '晓燕', '阿英', '彩云', '佳怡', '玉琴', '素珍', '巧云']
const villages = ['岭脚村', '石桥头村', '高畲村', '云坑村', '上垟村', '梨树湾村', '大源底村', '竹坪村']
const charges: readonly (readonly [string, string])[] = [
  ['危险驾驶罪', '危害公共安全'], ['交通肇事罪', '危害公共安全'], ['失火罪', '危害公共安全'], ['盗窃罪', '侵犯财产'], ['诈骗罪', '侵犯财产'],
  ['故意伤害罪', '侵犯公民人身权利、民主权利'], ['滥伐林木罪', '妨害社会管理秩序'], ['开设赌场罪', '妨害社会管理秩序'], ['非法狩猎罪', '妨害社会管理秩序'],
  ['帮助信息网络犯罪活动罪', '妨害社会管理秩序'], ['掩饰、隐瞒犯罪所得罪', '妨害社会管理秩序'], ['非法吸收公众存款罪', '破坏社会主义市场经济秩序'],
]

/** Invents `count` people of one mountain township, the same for the same seed. */
export function inventPeople(seed: number, count: number): Invented[] {
  const chance = createChance(seed)
  const names = new Set<string>()
  return Array.from({ length: count }, (_, index) => invent(chance, index, names))
}

function invent(chance: Chance, index: number, names: Set<string>): Invented {
  const gender = chance.below(5) === 0 ? '女' : '男'
  const birthDate = addDays(LocalDate.parse('1964-02-10'), chance.below(14_600))
  // The term began within two years before November 2026 and lasts well beyond it, so that most rows are clean for years.
  const termStart = addDays(LocalDate.parse('2024-12-02'), chance.below(680))
  const minor = index === 11 || index === 37
  const born = minor ? addDays(termStart, -6300 - chance.below(200)) : birthDate
  const category = index % 15 === 4 ? '假释' : index % 20 === 9 ? '暂予监外执行' : index === 50 ? '管制' : '缓刑'
  const [charge, crimeType] = chance.pick(charges)
  const village = chance.pick(villages)
  const house = `浙江省丽水市莲都区峰源乡${village}${1 + chance.below(120)}号`
  return {
    subjectNo: `331102${termStart.slice(0, 4)}${String(101 + index).padStart(4, '0')}`,
    name: freshName(chance, gender, names),
    gender, birthDate: born, idNo: idNumber(chance, born, gender), category, charge, crimeType,
    court: chance.pick(['丽水市莲都区人民法院', '丽水市莲都区人民法院', '丽水市中级人民法院', '云和县人民法院']),
    judgmentNo: `（${termStart.slice(0, 4)}）浙1102刑初${20 + chance.below(480)}号`,
    termStart,
    termEnd: addDays(LocalDate.parse('2029-01-08'), chance.below(700)),
    intakeDate: addDays(termStart, 1 + chance.below(8)),
    level: minor ? '普管' : chance.pick(['严管', '普管', '普管', '普管', '宽管', '宽管']),
    village,
    residence: house,
    huji: chance.below(4) === 0 ? `浙江省丽水市${chance.pick(['青田县', '云和县', '景宁畲族自治县'])}某乡${chance.pick(villages)}` : house,
    phone: `1${chance.pick(['38', '39', '57', '88'])}0000${String(chance.below(10_000)).padStart(4, '0')}`,
    familyPhone: `1360000${String(chance.below(10_000)).padStart(4, '0')}`,
    keySubject: chance.below(12) === 0 ? '是' : '否',
    injunction: chance.below(15) === 0 ? '禁止在考验期内进入娱乐场所' : '无',
    note: '',
  }
}

function freshName(chance: Chance, gender: '男' | '女', names: Set<string>): string {
  for (;;) {
    const name = chance.pick(surnames) + chance.pick(gender === '男' ? men : women)
    if (names.has(name)) continue
    names.add(name)
    return name
  }
}

function idNumber(chance: Chance, birthDate: string, gender: '男' | '女'): string {
  const division = chance.pick(['331102', '331102', '331102', '331121', '331125', '331127'])
  const order = String(10 + chance.below(380)).padStart(2, '0').slice(-2) + String(chance.below(5) * 2 + (gender === '男' ? 1 : 0))
  const seventeen = division + birthDate.replaceAll('-', '') + order
  return seventeen + checkCharacterOf(seventeen)
}
