import { choice, moment, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const methods = { FACE: '人脸签到', SIGN_IN: '手机签到', VIDEO: '视频抽查', POLICE_DATA: '公安数据比对', WRISTBAND: '定位腕带核查', OTHER: '其他' } as const
const results = { NORMAL: '正常', ABNORMAL: '异常' } as const
const anomalies = { LOST: '失联', OUT_OF_AREA: '越界', NOT_RETURNED: '外出未归', GATHERING: '聚集', NOT_REPORTED: '未报告', NOT_MOVED: '长时间未移动', NO_ANSWER: '无应答', OTHER: '其他' } as const

/** 信息化核查 (E-04: a phone is no positioning device). */
export const infoCheck = recordKind('infoCheck', {
  section: 'supervision',
  article: '《社区矫正法》第二十六条',
  guide: '手机签到、人脸核验属于信息化核查，不是电子定位。位置只写核查结论，不记录轨迹。',
  fields: {
    method: choice('方式', methods, { required: true, initial: 'FACE' }),
    result: choice('结果', results, { required: true, initial: 'NORMAL' }),
    anomaly: choice('异常类型', anomalies, { shown: { field: 'result', is: ['ABNORMAL'] }, required: true }),
    cause: text('原因', { lines: 2, shown: { field: 'result', is: ['ABNORMAL'] } }),
    handledAt: moment('处置时间', { shown: { field: 'result', is: ['ABNORMAL'] } }),
    outcome: text('处置结果', { lines: 2, shown: { field: 'result', is: ['ABNORMAL'] }, required: true }),
    falseAlarm: yesNo('属于误报', { shown: { field: 'result', is: ['ABNORMAL'] } }),
  },
  carries: ['method'],
  summary: ({ method, result, anomaly, falseAlarm }) => line(say(methods, method), result === 'NORMAL' ? '正常' : say(anomalies, anomaly) || '异常', falseAlarm && '误报'),
})
