import { basename, dirname, resolve } from 'node:path'
import { done, type Outcome, UsageError } from '../answer.ts'
import { atStaffHost, type Entry, valueOf } from '../at-host.ts'

/** `courier export|import|request|join`: exchange with the county by files on a stick. */
export async function courier(entry: Entry, { step, path, code, pictures }: { step: string | undefined; path: string | undefined; code: string | undefined; pictures: string | undefined }): Promise<Outcome> {
  if (!path) throw new UsageError('请写明位置，例如：courier export 优盘文件夹，courier import 回执文件，courier request 优盘文件夹，courier join 接入证书文件 --code 县局核对码。')
  const folder = resolve(path)
  const file = { folder: dirname(folder), fileName: basename(folder) }
  if (pictures !== undefined && !isChoice(pictures)) throw new UsageError('--pictures 只有 none（不带图片）、small（只带缩略图）、all（全部）。')
  switch (step) {
    case 'export': return atStaffHost(entry, async ({ client }) => done(valueOf(await client.courier.export({ folder, pictures }))))
    case 'import':
      return atStaffHost(entry, async ({ client }) => {
        const taken = valueOf(await client.courier.import(file))
        return { ...done(taken), exitCode: taken.outcome.stopped ? 1 : 0 }
      })
    case 'request': return atStaffHost(entry, async ({ client }) => done(valueOf(await client.courier.request({ folder }))))
    case 'join': return atStaffHost(entry, async ({ client }) => done(valueOf(await client.courier.join({ ...file, check: code ?? '' }))))
    default: throw new UsageError('courier 只有 export（写上报文件）、import（导入回执）、request（写接入申请）、join（导入接入证书）。')
  }
}

const choices: readonly string[] = ['none', 'small', 'all']
function isChoice(text: string): text is 'none' | 'small' | 'all' {
  return choices.includes(text)
}
