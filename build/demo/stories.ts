import type { ProcedureKind } from '#shared/domain/procedure.ts'
import type { GeneralKind } from '#shared/domain/record-kinds.ts'
import type { SubjectFacts } from '#shared/domain/subject.ts'
import type { Values } from '#shared/domain/values.ts'
import { addDays, type LocalDate } from '#shared/kernel/time.ts'
import type { z } from 'zod'

type Facts = z.input<typeof SubjectFacts>
type Written = { /** Days before the demo's last. */ readonly ago: number; readonly values?: (on: LocalDate) => Values; /** The name of a scan that is attached. */ readonly scan?: string }
/** Something rare that happens to somebody; what the form asks beyond `values` is answered plainly. */
export type Act =
  | (Written & { readonly record: GeneralKind; readonly text: string })
  /** Goes on by itself, office and county in turn, until this step is taken or nothing more is to be done. */
  | (Written & { readonly procedure: ProcedureKind; readonly byCounty?: boolean; readonly steps?: Readonly<Record<string, (on: LocalDate) => Values>>; readonly until?: string })
  | { readonly ago: number; readonly seal: 'COUNTY' }
export type Story = { readonly person: (end: LocalDate) => Partial<Facts>; readonly acts: readonly Act[] }

const probation = () => ({ category: 'PROBATION', minorRegime: false, keySubject: false, injunction: '' }) as const
const clause = (code: string, facts: string) => (): Values => ({ clause: code, facts })

/** What is rare, spread over three offices so that none of them looks like a textbook. */
export const stories: Readonly<Record<string, readonly Story[]>> = {
  '331102001': [
    { person: probation, acts: [
      { ago: 34, record: 'merit', text: '村中老人落水，本人下水救起，村委会出具证明。', scan: '村委会证明.png', values: () => ({ type: 'BRAVE', proof: '岙头村村民委员会' }) },
      { ago: 32, procedure: 'commendation', values: clause('R2', '见义勇为，救起落水老人，群众反映好。') },
      { ago: 30, record: 'infoCheck', text: '', values: () => ({ method: 'FACE', result: 'NORMAL' }) },
      { ago: 28, record: 'eventReport', text: '', values: () => ({ about: 'JOB', before: '务农', after: '到镇上竹制品厂做工', employment: '01' }) },
      { ago: 27, record: 'assistance', text: '', values: () => ({ type: 'TRAINING', employment: '01', department: '人力社保所', course: '电工培训', hours: 40 }) },
      { ago: 26, record: 'creditScore', text: '', values: () => ({ item: 'REWARD', points: 20, evidence: '见义勇为表扬' }) },
      { ago: 20, record: 'levelChange', text: '受到表扬，风险降低。', values: () => ({ to: 'LENIENT', ground: 'REWARD', documentNo: '莲社矫级〔2026〕18号' }) },
    ] },
    { person: (end) => ({ ...probation(), minorRegime: true, birthDate: addDays(end, -365 * 17 - 40), more: { education: '02' } }), acts: [
      { ago: 33, record: 'psychTest', text: '', values: () => ({ scale: '症状自评量表', level: 'MILD', tester: '叶小莲' }) },
      { ago: 31, record: 'counselling', text: '围绕与父亲的相处作了辅导，约定两周后再谈。', values: () => ({ form: 'ALONE', counsellor: '叶小莲', minutes: 50, problem: 'FAMILY' }) },
      { ago: 24, record: 'activity', text: '单独参加图书整理。', values: () => ({ theme: '乡镇图书室整理', together: 'ALONE', performance: 'GOOD' }) },
      { ago: 18, record: 'teaching', text: '督促监护人每晚查看作息，按时送学。', values: () => ({ target: 'GUARDIAN', attitude: 'GOOD', promised: true }) },
    ] },
    { person: () => ({ category: 'TEMP_OUTSIDE', minorRegime: false, injunction: '', more: { temporaryReason: 'MEDICAL', temporaryApprovedBy: 'COURT' } }), acts: [
      { ago: 33, record: 'bodyReport', text: '病情稳定，按医嘱服药。', values: () => ({ condition: 'SAME', hospital: '丽水市中心医院' }) },
      { ago: 25, record: 'medical', text: '', scan: '复查诊断书.png', values: () => ({ hospital: '丽水市中心医院', diagnosis: '尿毒症，规律透析。', conclusion: 'STILL', byCounty: true }) },
      { ago: 22, record: 'guarantor', text: '', values: () => ({ what: 'NAMED', name: '蓝春生', relation: '兄', address: '云溪村12号', signed: true }) },
      { ago: 19, procedure: 'medicalExtension', values: (on) => ({ what: 'MEDICAL_REVIEW', from: on, until: addDays(on, 20), reason: '住院透析，推迟复查。' }) },
      { ago: 3, record: 'bodyReport', text: '透析后体力好转，能自理。', values: () => ({ condition: 'BETTER', hospital: '丽水市中心医院' }) },
    ] },
    { person: () => ({ ...probation(), injunction: '禁止进入网吧、歌舞厅、酒吧等娱乐场所' }), acts: [
      { ago: 34, procedure: 'injunction', until: 'assist', values: () => ({ content: '禁止进入网吧、歌舞厅、酒吧等娱乐场所', measures: '告知本人和家属，请文化市场执法队协助留意。' }) },
      { ago: 29, record: 'breach', text: '派出所检查时发现本人在镇上网吧，当场劝离。', values: () => ({ type: 'INJUNCTION', gravity: 'MINOR', foundBy: 'POLICE', evidence: ['WITNESS', 'DOCUMENT'] }) },
      { ago: 28, record: 'teaching', text: '指出违反禁止令的后果，本人认错并写了保证。', values: () => ({ target: 'SUBJECT', attitude: 'GOOD', promised: true }) },
      { ago: 27, procedure: 'admonition', scan: '违反规定情况说明.png', values: clause('4', '进入网吧一次，情节轻微，经教育认错。') },
      { ago: 21, procedure: 'placeEntry', values: (on) => ({ place: '镇文化中心（楼内设网吧）', from: addDays(on, 12), to: addDays(on, 12), clause: '禁止进入网吧', reason: '参加就业招聘会。' }) },
      { ago: 16, procedure: 'visitor', values: (on) => ({ visitor: '陈某（原同事）', relation: '朋友', place: '司法所接待室', day: addDays(on, 10), reason: '商量还款。' }) },
    ] },
    { person: probation, acts: [
      { ago: 12, record: 'absence', text: '电话关机，家中无人，邻居说前一晚出门未归。', values: () => ({ cause: 'LOST_CONTACT', tried: ['PHONE', 'VISIT', 'FAMILY'] }) },
      { ago: 11, record: 'search', text: '到家、到务工单位和亲属处查找，都说不知去向。', values: () => ({ ways: ['VISIT', 'FAMILY', 'EMPLOYER'], result: 'NOT_FOUND' }) },
      { ago: 9, procedure: 'positioning', until: 'review', values: () => ({ ground: '2', facts: '无正当理由失去联系，查找未果。' }) },
      { ago: 7, record: 'dangerSign', text: '家属称其欠下赌债，可能外出躲债。', values: () => ({ type: 'FLIGHT', source: '家属反映', reportedCounty: true }) },
    ] },
    { person: probation, acts: [
      { ago: 34, procedure: 'recurringTravel', scan: '用工单位证明.png', until: 'tell', values: () => ({ reason: '每周到义乌送货。', places: [{ county: '330782', place: '义乌国际商贸城' }], times: '每周一次，当日往返', hasProof: true }) },
      { ago: 30, procedure: 'complaint', values: () => ({ kind: 'APPEAL', by: '本人', content: '认为考核扣分依据不足。' }) },
      { ago: 26, procedure: 'officeChange', values: () => ({ address: '桐坪村 31 号', office: '本所辖区内', reason: '搬到岳父家居住。' }), steps: { decide: () => ({ outcome: 'REFUSED', reason: '新居住地仍在本所辖区，不必更换司法所。' }) } },
      { ago: 14, record: 'keySubject', text: '近期与邻居因地界有争执，已请村委会调解。', values: () => ({ act: 'LIST', reasons: ['DISPUTE'] }) },
      { ago: 13, record: 'notice', text: '', values: () => ({ to: ['PROCURATORATE'] }) },
    ] },
  ],
  '331121001': [
    { person: probation, acts: [
      { ago: 34, record: 'breach', text: '两周没有参加教育学习，经教育后又不参加。', values: () => ({ type: 'EDUCATION', gravity: 'SERIOUS', foundBy: 'CHECK', afterTeaching: true, publicSecurity: true, evidence: ['DOCUMENT'] }) },
      { ago: 32, procedure: 'warning', values: clause('3', '经教育仍不参加学习，情节较重。') },
      { ago: 24, procedure: 'penalty', values: () => ({ clause: '《社区矫正法》第二十八条', facts: '警告后又无故不参加学习。' }) },
    ] },
    { person: probation, acts: [
      { ago: 34, record: 'breach', text: '未经批准到外省，经警告后再次离开。', values: () => ({ type: 'LEAVE', gravity: 'GRAVE', foundBy: 'DATA', evidence: ['DATA'] }) },
      { ago: 31, procedure: 'revokeProbation', until: 'send', values: clause('5', '多次擅自外出，情节严重。') },
      { ago: 29, procedure: 'arrest', until: 'copy', values: () => ({ ground: 'ESCAPE', facts: '已购买出境机票，可能逃跑。' }) },
      { ago: 20, record: 'detention', text: '', values: () => ({ measure: 'CRIMINAL', organ: '青田县公安局', ground: '涉嫌偷越国（边）境' }) },
      { ago: 18, record: 'reoffence', text: '', values: () => ({ stage: 'FILED', charge: '偷越国（边）境罪', organ: '青田县公安局' }) },
    ] },
    { person: probation, acts: [
      { ago: 33, record: 'merit', text: '提供线索，协助公安机关抓获在逃人员，查证属实。', values: () => ({ type: 'REPORT', proof: '青田县公安局', grade: 'MAJOR' }) },
      { ago: 30, procedure: 'commutation', until: 'city', values: () => ({ merit: 'MAJOR', facts: '检举重大犯罪线索，查证属实。' }) },
    ] },
    { person: probation, acts: [{ ago: 33, procedure: 'placeChange', until: 'consult', values: (on) => ({ address: '杭州市西湖区某小区', newCounty: '330106', reason: '子女在杭州就学，随迁。', intendedOn: addDays(on, 40) }) }] },
    { person: probation, acts: [
      { ago: 32, procedure: 'opinion', byCounty: true, values: () => ({ kind: 'ADVICE', number: '青检建〔2026〕7号', content: '个别对象走访记录过于简单，建议规范。' }) },
      { ago: 30, procedure: 'assessment', byCounty: true, values: () => ({ from: '青田县人民法院', what: 'PROBATION', number: '（2026）青法评12号', charge: '盗窃' }) },
    ] },
  ],
  '331122001': [
    { person: () => ({ ...probation(), category: 'PAROLE' }), acts: [
      { ago: 34, record: 'detention', text: '', values: () => ({ measure: 'ADMINISTRATIVE', organ: '缙云县公安局', ground: '殴打他人' }) },
      { ago: 24, record: 'release', text: '', values: () => ({ outcome: 'EXPIRED', organ: '缙云县公安局', reported: true }) },
      { ago: 21, procedure: 'revokeParole', until: 'decide', values: clause('5', '假释考验期内殴打他人，受到拘留。') },
    ] },
    { person: () => ({ category: 'TEMP_OUTSIDE', minorRegime: false, injunction: '', more: { temporaryReason: 'MEDICAL', temporaryApprovedBy: 'PRISON' } }), acts: [
      { ago: 33, record: 'conditionChange', text: '', values: () => ({ what: 'GONE', type: 'MEDICAL', basis: '县人民医院复查，病情痊愈。' }) },
      { ago: 31, procedure: 'commit', until: 'send', values: clause('6', '保外就医情形消失，刑期未满。') },
    ] },
    { person: probation, acts: [
      { ago: 23, record: 'incident', text: '凌晨突发心梗，送医不治。', values: () => ({ type: 'ILLNESS', handled: '当日到医院核实，通知家属和公安机关。' }) },
      { ago: 22, record: 'death', text: '', values: () => ({ cause: 'ILLNESS', certificate: '缙云县人民医院死亡证明', reportedBy: '其兄' }) },
      { ago: 20, procedure: 'termination', values: () => ({ reason: 'DEATH', facts: '因病死亡。' }) },
    ] },
    { person: (end) => ({ ...probation(), termStart: addDays(end, -380), intakeDate: addDays(end, -378), termEnd: addDays(end, -12) }), acts: [
      { ago: 34, record: 'organAct', text: '', values: () => ({ what: 'OTHER', organ: '缙云县人民法院' }) },
      { ago: 33, record: 'summary', text: '一年来遵守规定，按时报告，今后打算回村办养蜂场。', values: () => ({ form: 'WRITTEN' }) },
      { ago: 32, procedure: 'discharge', values: () => ({ why: 'EXPIRED', performance: '遵守规定，表现较好。' }) },
      { ago: 3, record: 'aftercare', text: '', values: () => ({ receiver: '镇安置帮教办', materials: ['LIST', 'CERTIFICATE'] }) },
      { ago: 2, seal: 'COUNTY' },
    ] },
    { person: probation, acts: [
      { ago: 30, record: 'absence', text: '外出务工单位临时加班，三天没有接电话。', values: () => ({ cause: 'LOST_CONTACT', tried: ['PHONE', 'EMPLOYER'] }) },
      { ago: 27, record: 'found', text: '', values: () => ({ how: 'RETURNED', reason: '手机损坏，没有及时报告。' }) },
    ] },
  ],
}

/** What the main office writes about itself. */
export const officeStories: readonly (Written & { readonly record: GeneralKind; readonly text: string })[] = [
  { ago: 150, record: 'budget', text: '', values: () => ({ year: 2026, amount: 86000, source: 'COUNTY', use: '监管、教育帮扶' }) },
  { ago: 149, record: 'station', text: '', values: () => ({ what: 'REGISTERED', name: '云溪村社区矫正工作站', villages: '云溪村、下坑村', address: '云溪村文化礼堂二楼' }) },
  { ago: 148, record: 'station', text: '', values: () => ({ what: 'REGISTERED', name: '溪口社区矫正工作站', villages: '溪口社区、樟树下社区', address: '溪口社区服务中心' }) },
  { ago: 120, record: 'staffTraining', text: '', values: () => ({ type: 'BUSINESS', topic: '社区矫正法律文书制作', organiser: '莲都区司法局', hours: 8 }) },
  { ago: 90, record: 'meeting', text: '通报上季度情况，议定与派出所每周核对外出人员。', values: () => ({ topic: '第三季度联席会议', chair: '雷守正', bodies: ['POLICE', 'PROCURATORATE', 'CIVIL_AFFAIRS'] }) },
  { ago: 60, record: 'disclosure', text: '', values: () => ({ items: ['LAW', 'DUTIES'], where: 'BOARD' }) },
  { ago: 45, record: 'drill', text: '模拟一名对象失联，按预案查找、报告、通报。', values: () => ({ scenario: 'LOST', plan: '失联查找处置预案', bodies: ['POLICE', 'VILLAGE'], count: 14 }) },
  { ago: 30, record: 'inspection', text: '档案规范，个别走访记录偏简单。', values: () => ({ type: 'SUPERVISORY', by: '莲都区司法局', inspectors: '检查组两人', score: 93 }) },
  { ago: 21, record: 'sweep', text: '逐人核对外出和重点情况。', values: () => ({ scope: ['ABSENCE', 'KEY'], subjects: 60, found: 1, people: '雷守正、蓝细妹' }) },
  { ago: 20, record: 'hazard', text: '', values: (on) => ({ what: 'FOUND', name: '一名重点对象与邻居有地界纠纷', level: 'GENERAL', measure: '请村委会调解，每周走访。', owner: '蓝细妹', dueOn: addDays(on, 30) }) },
  { ago: 12, record: 'conference', text: '失联一人为当前重点，明确查找分工。', values: () => ({ type: 'MONTH', chair: '雷守正', people: '全所人员', subjects: 60 }) },
]
