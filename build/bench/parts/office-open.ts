// `office-open.ts today|page|search|saved <folder>`: one thing that a person does, in a fresh process. Prints its figures as JSON.
import { median, peakMemory, timed } from '../clock.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { nameOf, OFFICE_NOW, subjectNumber, visitNumber } from '../engines/office-documents.ts'
import { longestHold } from '../hold.ts'
import { openDesk, value } from './office-desk.ts'

const [work, folder = ''] = process.argv.slice(2)
let desk: Awaited<ReturnType<typeof openDesk>> | undefined
const openBefore = process.threadCpuUsage()
const open = await timed(async () => (desk = await openDesk(folder)))
if (!desk) throw new Error('not opened')
const { opened, client } = desk
const openProcessor = sinceThen(openBefore)

function sinceThen(then: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(then)
  return (user + system) / 1000
}

async function measure(): Promise<Record<string, number>> {
  switch (work) {
    case 'today': {
      // What TodayPage.vue asks, all at once as it does.
      const calls = {
        duties: () => value(client.duty.list({ days: 7 })),
        toConfirm: () => value(client.record.toConfirm({})),
        drafts: () => value(client.draft.list({})),
        returned: () => value(client.sync.returned({})),
        anybody: () => value(client.subject.list({ limit: 1 })),
      }
      const figures: Record<string, number> = {}
      const all = await timed(() => Promise.all(Object.entries(calls).map(async ([name, call]) => (figures[name] = await timed(call)))))
      const again = await timed(() => Promise.all(Object.values(calls).map((call) => call())))
      return { ...figures, all, total: open + all, again }
    }
    case 'page': {
      const { id } = subjectNumber(0, true)
      const asked = async (): Promise<void> => {
        const [, timeline] = await Promise.all([value(client.subject.get({ id })), value(client.subject.timeline({ id, before: null, limit: 50 })), value(client.duty.ofSubject({ subjectId: id }))])
        if (timeline.entries.length < 50) throw new Error('the page is empty')
      }
      const first = await timed(asked)
      const before = process.threadCpuUsage()
      const again = await timed(asked)
      const againProcessor = sinceThen(before)
      return { first, again, againProcessor, find: await timed(() => value(client.subject.timeline({ id, before: null, limit: 50, text: '没有这句话' }))) }
    }
    case 'search': {
      const type = (text: string): Promise<number> => timed(() => value(client.subject.list({ text, limit: 20 })))
      const first = await type('z')
      const strokes: number[] = []
      const processor: number[] = []
      for (const text of ['zh', 'zhao', 'zhaojian', '赵', '赵建', 'wx', 'w', nameOf(4321), '4321', '样00']) {
        const before = process.threadCpuUsage()
        strokes.push(await type(text))
        processor.push(sinceThen(before))
      }
      return { first, middle: median(strokes), longest: Math.max(...strokes), strokes: median(processor) }
    }
    case 'saved': {
      const { id } = subjectNumber(1, true)
      const list = () => value(client.duty.list({ days: 7 }))
      await list()
      const [saves, lists, processor]: number[][] = [[], [], []]
      let rows = 0
      for (let round = 0; round < 11; round++) {
        const { kind, place, participants, attachments, visitType, reason, met, findings, nextVisitOn } = visitNumber(round, id)
        const record = { kind, subjectId: id, occurredAt: toInstant(OFFICE_NOW - (round + 1) * 60_000), place, text: `第${round}次。`, participants, attachments, visitType, reason, met, findings, nextVisitOn }
        saves?.push(await timed(() => value(client.record.log({ record, draftId: null }))))
        const before = process.threadCpuUsage()
        lists?.push(await timed(async () => (rows = (await list()).rows.length)))
        processor?.push(sinceThen(before))
      }
      return { save: median(saves ?? []), list: median(lists ?? []), listProcessor: median(processor ?? []), rows }
    }
    default:
      throw new Error(`no such work: ${work}`)
  }
}

let figures: Record<string, number> = {}
const before = process.threadCpuUsage()
const hold = await longestHold(async () => (figures = await measure()))
const processor = work === 'search' ? figures['strokes'] : work === 'saved' ? figures['listProcessor'] : sinceThen(before)
console.log(JSON.stringify({ open, openProcessor, ...figures, processor, hold: hold.processor, memory: peakMemory() }))
await opened.stopSync()
await opened.close()
