import { choice, choices, rows, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line } from './words.ts'

const contents = { SUMMARY: '法律文书的主要内容', TERM: '矫正期限', DUTIES: '应当遵守的规定、被剥夺或者限制的权利、禁止事项和法律后果', RIGHTS: '依法享有的权利', GROUP: '矫正小组人员和职责', OTHER: '其他事项' } as const
const roles = { OFFICE: '司法所工作人员', GROUP: '矫正小组成员', VILLAGE: '村（居）干部', FAMILY: '家属或者监护人', POLICE: '派出所民警', OTHER: '其他' } as const

/** 入矫宣告 (I-12, Y-03). */
export const declaration = recordKind('declaration', {
  section: 'intake',
  article: '《社区矫正法实施办法》第二十条',
  guide: '六项内容都要宣告。未成年人的宣告不公开，监护人应当到场。',
  fields: {
    host: text('主持人', { required: true, max: 40 }),
    by: choice('主持单位', { OFFICE: '司法所', COUNTY: '县级社区矫正机构' }, { hint: '县级没有委托的，由县级主持' }),
    read: choices('宣告内容', contents, { required: true, initial: ['SUMMARY', 'TERM', 'DUTIES', 'RIGHTS', 'GROUP', 'OTHER'] }),
    attendees: rows('到场人员', { name: text('姓名', { required: true, max: 40 }), as: choice('身份', roles, { required: true }) }),
    inPublic: yesNo('公开宣告'),
    guardianPresent: yesNo('监护人到场'),
    subjectSigned: yesNo('本人已签名', { initial: true }),
    unsignedReason: text('没有签名的原因', { shown: { field: 'subjectSigned', is: [false] }, required: true }),
    guardianSigned: yesNo('监护人已签名', { shown: { field: 'guardianPresent', is: [true] } }),
  },
  carries: ['host', 'by'],
  problems: ({ read, inPublic, guardianPresent }, { subject }) => [
    ...(Object.keys(contents).some((one) => one !== 'OTHER' && !read.some((code) => code === one)) ? [{ field: 'read', text: '宣告内容没有勾全，除“其他”外都应当宣告' }] : []),
    ...(subject?.minorRegime && inPublic ? [{ field: 'inPublic', text: '未成年人的宣告不得公开' }] : []),
    ...(subject?.minorRegime && !guardianPresent ? [{ field: 'guardianPresent', text: '未成年人的宣告应当有监护人到场' }] : []),
  ],
  facts: ({ by, inPublic, guardianPresent, subjectSigned }, { id, on }) => [{ kind: 'intakeDeclared', id, on, inPublic, guardianPresent, subjectSigned, by }],
  summary: ({ host, attendees, subjectSigned }) => line(`${host}主持`, attendees.length > 0 && `到场${attendees.length}人`, subjectSigned ? '本人签名' : '本人没有签名'),
})
