import { section } from './catalogue-rule.ts'

/** §2.10: discharge and termination. */
export const dischargeRules = section('解除和终止', {
  'D-01': { title: '期满三十日前个人总结，县级作出书面鉴定', source: 'measures', article: '《社区矫正法实施办法》第五十三条', parameters: { days: 30, leadDays: 15 } },
  'D-02': { title: '解矫宣告；未成年人不公开', source: 'measures', article: '《社区矫正法实施办法》第五十四条', parameters: { leadDays: 15 } },
  'D-03': {
    title: '期满当日发放解除社区矫正证明书并通知有关机关', source: 'law', article: '《社区矫正法》第四十四条',
    quote: '社区矫正对象矫正期满或者被赦免的，社区矫正机构应当向社区矫正对象发放解除社区矫正证明书，并通知社区矫正决定机关、所在地的人民检察院、公安机关。', parameters: { leadDays: 15 },
  },
  'D-04': { title: '公安、监狱批准的暂予监外执行：由看守所、监狱办理刑满释放', source: 'measures', article: '《社区矫正法实施办法》第五十三条', parameters: { leadDays: 30 } },
  'D-05': { title: '期满时被羁押或者正在办理撤销、收监的，不自动解除，请示县级', source: 'measures', article: '司办通〔2021〕94号（内容待核对）' },
  'D-06': {
    title: '撤销、收监、死亡的，矫正终止', source: 'law', article: '《社区矫正法》第四十五条',
    quote: '社区矫正对象被裁定撤销缓刑、假释，被决定收监执行，或者社区矫正对象死亡的，社区矫正终止。',
  },
  'D-07': { title: '解除后设备上的档案按期移除、归档', source: 'desk', article: '本系统设计', silence: '保留多久由档案规定和县级确定，法律没有写天数；本版本不自动移除，解除后的档案留在本所加密的数据里，离开在册名单。' },
})
