import { section } from './catalogue-rule.ts'

/** §2.8: electronic positioning. */
export const positioningRules = section('电子定位', {
  'E-01': {
    title: '只有五种情形，经县级司法行政部门负责人批准', source: 'law', article: '《社区矫正法》第二十九条第一款',
    quote: '社区矫正对象有下列情形之一的，经县级司法行政部门负责人批准，可以使用电子定位装置，加强监督管理：',
  },
  'E-02': { title: '期限不超过三个月', source: 'law', article: '《社区矫正法》第二十九条第二款', quote: '前款规定的使用电子定位装置的期限不得超过三个月。', parameters: { months: 3, leadDays: 15 } },
  'E-03': {
    title: '不需要的及时解除；延长要评估和批准，每次不超过三个月', source: 'law', article: '《社区矫正法》第二十九条第二款',
    quote: '对于不需要继续使用的，应当及时解除；对于期限届满后，经评估仍有必要继续使用的，经过批准，期限可以延长，每次不得超过三个月。', parameters: { months: 3 },
  },
  'E-04': { title: '用专门设备，手机不是电子定位装置', source: 'measures', article: '《社区矫正法实施办法》第三十七条' },
  'E-05': { title: '告知期限、要求和后果', source: 'measures', article: '《社区矫正法实施办法》第三十七条' },
  'E-06': {
    title: '定位信息严格保密，只用于社区矫正', source: 'law', article: '《社区矫正法》第二十九条第三款', silence: '这是保密要求，没有期限可以推算：程序不存定位轨迹，只有审批和装置的记录，加密存放，志愿者看不到。',
    quote: '社区矫正机构对通过电子定位装置获得的信息应当严格保密，有关信息只能用于社区矫正工作，不得用于其他用途。',
  },
})
