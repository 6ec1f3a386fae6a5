import { categoryLabels, type Category } from '../../domain/codes.ts'
import { facts, lineOf, pair, paperDate, paragraph, seal, signatures, title } from '../sheet.ts'
import { type Source, template } from '../template.ts'

// D-02: what is said at the end, by category; the measures' words still wait for a lawyer's check.
const endings: Readonly<Record<Category, string>> = { SURVEILLANCE: '管制期满，解除管制', PROBATION: '缓刑考验期满，原判刑罚不再执行', PAROLE: '假释考验期满，原判刑罚执行完毕', TEMP_OUTSIDE: '刑期届满，由看守所或者监狱办理刑满释放手续' }
const discharge = { what: 'procedure', kinds: ['discharge'] } as const
const termOf = ({ subject }: Source): string => `自${paperDate(subject.termStart)}起至${paperDate(subject.termEnd)}止`
const county = ({ countyName }: Source): string => countyName || '县级社区矫正机构'

const dischargeDeclaration = template({
  id: 'dischargeDeclaration', title: '解除社区矫正宣告书', maker: 'county', about: discharge, copies: 2, archive: 2,
  build: (source) => [
    title('解除社区矫正宣告书'), lineOf(`社区矫正对象${source.subject.name}：`), paragraph(`你的矫正类别为${categoryLabels[source.subject.category]}，矫正期限${termOf(source)}。矫正期限届满，依照《社区矫正法》第四十四条，现宣告解除社区矫正：${endings[source.subject.category]}。`),
    ...(source.subject.minorRegime ? [paragraph('本宣告不公开进行，监护人到场。')] : []), signatures('宣告人：', '被宣告人：', ...(source.subject.minorRegime ? ['监护人：'] : []), '日期：'),
  ],
})

const certificate = template({
  id: 'certificate', title: '解除社区矫正证明书', maker: 'county', about: discharge, series: '矫解证', copies: 2, archive: 2,
  build: (source) => [
    title('解除社区矫正证明书'), paragraph(`兹有社区矫正对象${source.subject.name}，身份证号${source.subject.idNo || '　　　　'}，因${source.subject.charge || '　　　　'}被${source.subject.decisionOrganName || '　　　　'}以${source.subject.judgmentNo || '　　　　'}文书依法实行社区矫正，矫正期限${termOf(source)}。现矫正期满，依法解除社区矫正。`),
    paragraph('特此证明。'), seal(county(source), paperDate(source.on)),
  ],
})

const dischargeNotice = template({
  id: 'dischargeNotice', title: '解除社区矫正通知书', maker: 'county', about: discharge, series: '矫解通', copies: 4, archive: 2,
  build: (source) => [
    title('解除社区矫正通知书'), lineOf(`${source.subject.decisionOrganName || '（社区矫正决定机关）'}：`), paragraph(`社区矫正对象${source.subject.name}，矫正类别${categoryLabels[source.subject.category]}，矫正期限${termOf(source)}，已于${paperDate(source.subject.termEnd)}期满，依法解除社区矫正。`),
    paragraph('特此通知。抄送：同级人民检察院、公安机关。'), seal(county(source), paperDate(source.on)),
  ],
})

const terminationNotice = template({
  id: 'terminationNotice', title: '终止社区矫正通知书', maker: 'county', about: { what: 'procedure', kinds: ['termination'] }, series: '矫终', copies: 4, archive: 2,
  build: (source) => [title('终止社区矫正通知书'), lineOf(`${source.subject.decisionOrganName || '（社区矫正决定机关）'}：`), paragraph(`社区矫正对象${source.subject.name}，依照《社区矫正法》第四十五条，社区矫正终止。`), paragraph('特此通知。抄送：同级人民检察院、公安机关。'), seal(county(source), paperDate(source.on))],
})

const serviceReceipt = template({
  id: 'serviceReceipt', title: '送达回证', maker: 'office', about: { what: 'subject' }, copies: 2,
  build: ({ subject }) => [title('送达回证'), facts([pair('受送达人', subject.name)], [pair('文书名称和文号', '', 2)], [pair('送达时间', ''), pair('送达地点', '')], [pair('送达方式', '')], [pair('代收人和代收理由', '', 2)], [pair('见证人', '')]), signatures('送达人：', '受送达人：', '日期：')],
})

export const endingTemplates = [dischargeDeclaration, certificate, dischargeNotice, terminationNotice, serviceReceipt]
