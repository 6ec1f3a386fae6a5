import { section } from './catalogue-rule.ts'

/** §2.1: terms of correction. */
export const termRules = section('矫正期限', {
  'T-01': {
    title: '管制：三个月以上二年以下，数罪并罚不超过三年；羁押一日折抵二日', source: 'criminalLaw', article: '《刑法》第三十八条、第四十一条、第六十九条',
    quote: '管制的刑期，从判决执行之日起计算；判决执行以前先行羁押的，羁押一日折抵刑期二日。', parameters: { minMonths: 3, maxMonths: 24, maxMonthsCombined: 36, daysPerCustodyDay: 2 },
  },
  'T-02': {
    title: '缓刑考验期：拘役二个月至一年，有期徒刑一年至五年，且不少于原判刑期', source: 'criminalLaw', article: '《刑法》第七十三条',
    quote: '拘役的缓刑考验期限为原判刑期以上一年以下，但是不能少于二个月。有期徒刑的缓刑考验期限为原判刑期以上五年以下，但是不能少于一年。缓刑考验期限，从判决确定之日起计算。',
    parameters: { detentionMinMonths: 2, detentionMaxMonths: 12, imprisonmentMinMonths: 12, imprisonmentMaxMonths: 60 },
  },
  'T-03': {
    title: '假释考验期：没有执行完毕的刑期；无期徒刑为十年', source: 'criminalLaw', article: '《刑法》第八十三条',
    quote: '有期徒刑的假释考验期限，为没有执行完毕的刑期；无期徒刑的假释考验期限为十年。假释考验期限，从假释之日起计算。', parameters: { lifeYears: 10 },
  },
  'T-04': {
    title: '暂予监外执行：至刑满或者情形消失；骗取、脱逃的期间不计入', source: 'procedureLaw', article: '《刑事诉讼法》第二百六十八条',
    quote: '不符合暂予监外执行条件的罪犯通过贿赂等非法手段被暂予监外执行的，在监外执行的期间不计入执行刑期。罪犯在暂予监外执行期间脱逃的，脱逃的期间不计入执行刑期。', parameters: { leadDays: 90, alertDays: ['90', '60', '30'] },
  },
  'T-05': { title: '禁止令期限：可以短于矫正期限，管制不少于三个月，缓刑不少于二个月', source: 'injunctionRules', article: '最高人民法院等关于禁止令有关问题的规定（2011年）', parameters: { surveillanceMinMonths: 3, probationMinMonths: 2, leadDays: 15 } },
  'T-06': { title: '接收时未满十八周岁的，全程按未成年人管理', source: 'law', article: '《社区矫正法》第五十八条', quote: '未成年社区矫正对象在社区矫正期间年满十八周岁的，继续按照未成年人社区矫正有关规定执行。', parameters: { years: 18 } },
  'T-07': {
    title: '犯罪时未满十八周岁、五年有期徒刑以下的，封存犯罪记录', source: 'procedureLaw', article: '《刑事诉讼法》第二百八十六条第一款',
    quote: '犯罪的时候不满十八周岁，被判处五年有期徒刑以下刑罚的，应当对相关犯罪记录予以封存。', parameters: { years: 18, maxMonths: 60 },
  },
})
