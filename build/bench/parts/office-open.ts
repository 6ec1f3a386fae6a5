// `office-open.ts today|page|search <folder>`: one thing that a person does, in a fresh process. Prints its figures as JSON.
import { median, peakMemory, timed } from '../clock.ts'
import { nameOf, subjectNumber } from '../engines/office-documents.ts'
import { longestHold } from '../hold.ts'
import { openDesk, value } from './office-desk.ts'

const [work, folder = ''] = process.argv.slice(2)
let desk: Awaited<ReturnType<typeof openDesk>> | undefined
const open = await timed(async () => (desk = await openDesk(folder)))
if (!desk) throw new Error('not opened')
const { opened, client } = desk

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
      return { first: await timed(asked), again: await timed(asked) }
    }
    case 'search': {
      const type = (text: string): Promise<number> => timed(() => value(client.subject.list({ text, limit: 20 })))
      const first = await type('z')
      const strokes: number[] = []
      for (const text of ['zh', 'zhao', 'zhaojian', '赵', '赵建', 'wx', 'w', nameOf(4321), '4321', '样00']) strokes.push(await type(text))
      return { first, middle: median(strokes), longest: Math.max(...strokes) }
    }
    default:
      throw new Error(`no such work: ${work}`)
  }
}

let figures: Record<string, number> = {}
const before = process.threadCpuUsage()
const hold = await longestHold(async () => (figures = await measure()))
const { user, system } = process.threadCpuUsage(before)
console.log(JSON.stringify({ open, ...figures, processor: (user + system) / 1000, hold: hold.processor, memory: peakMemory() }))
await opened.stopSync()
await opened.close()
