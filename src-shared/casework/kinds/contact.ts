import { choice, link, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'

const channels = { PHONE: '电话', MESSAGE: '短信', VIDEO: '视频通话' } as const
const checks = { VOICE: '听声音', FACE: '视频看面容', NONE: '没有核实' } as const

/** 通信联络. Also the contact that is owed while somebody is on leave (L-07). */
export const contact = recordKind('contact', {
  section: 'supervision',
  article: '《社区矫正法》第二十六条',
  fields: {
    channel: choice('方式', channels, { required: true, initial: 'PHONE' }),
    number: text('联系号码', { max: 30 }),
    reached: yesNo('联系上本人', { initial: true }),
    identity: choice('身份核实', checks, { shown: { field: 'reached', is: [true] }, initial: 'VOICE' }),
    leaveId: link('外出期间联系', ['leave'], { hint: '对象正在外出时选那次外出' }),
  },
  carries: ['channel', 'number'],
  text: { label: '联系内容', required: true },
  facts: ({ reached, leaveId }, { id, on }) => [{ kind: 'contact', id, on, reached, leaveId: leaveId || null }],
  summary: ({ channel, reached }) => `${channel ? channels[channel] : ''}${reached ? '，联系上' : '，没有联系上'}`,
})
