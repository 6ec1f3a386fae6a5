import type { Diagnosis } from '#shared/contract/diagnosis.ts'
import type { Instant } from '#shared/kernel/time.ts'
import { longTime } from '../../ui/dates.ts'
import { sizeWords } from '../../ui/size-words.ts'

export type DiagnosisRow = { label: string; value: string; /** Something to look after. */ asks: boolean }

const LITTLE_DISK = 2_000_000_000
const when = (at: Instant | null): string => (at ? longTime(at) : '还没有')
const row = (label: string, value: string | number, asks = false): DiagnosisRow => ({ label, value: String(value), asks })

/** The diagnosis as people read it, part by part. */
export function diagnosisRows({ program, deviceId, documents, sync, database, backup, clock }: Diagnosis): { title: string; rows: DiagnosisRow[] }[] {
  const [failure] = sync.failures
  return [
    { title: '程序', rows: [row('版本', `${program.version}，协议 ${program.protocol}`), row('系统', `${program.system}，${program.shell === 'electron' ? '窗口程序' : '浏览器'}`), row('设备编号', deviceId.slice(-8))] },
    {
      title: '同步',
      rows: [
        row('待送出', sync.waiting), row('没有回执的批次', sync.batchesWithoutReceipt), row('退回', sync.returned, sync.returned > 0), row('最近成功', when(sync.lastSuccessAt)),
        row('送不动', sync.stuckSince ? `自 ${longTime(sync.stuckSince)} 起` : '没有', sync.stuckSince !== null),
        row('最近一次没有成功', failure ? `${longTime(failure.at)}（${failure.code}）` : '没有'),
        row('和县局逐条核对', sync.compared ? comparedWords(sync.compared) : '还没有'),
        row('要升级才能读的', sync.unreadable, sync.unreadable > 0),
      ],
    },
    { title: '数据', rows: [row('对象', documents.subjects), row('记录', documents.records), row('小组', documents.groups), row('名册', documents.people), row('审批', documents.procedures), row('附件', documents.files)] },
    {
      title: '数据库和备份',
      rows: [
        row('大小', sizeWords(database.bytes)), row('磁盘剩余', database.freeDiskBytes === null ? '不清楚' : sizeWords(database.freeDiskBytes), database.freeDiskBytes !== null && database.freeDiskBytes < LITTLE_DISK),
        row('最近备份', when(backup.lastMadeAt), backup.lastMadeAt === null || backup.lastFailed), row('试恢复', backup.rehearsedAt ? `${longTime(backup.rehearsedAt)}，${backup.rehearsalWell ? '完好' : '有问题'}` : '还没有', backup.rehearsalWell === false),
      ],
    },
    { title: '时钟', rows: [row('和县局相差', Math.abs(clock.offsetSeconds) < 60 ? '不到一分钟' : `${Math.round(clock.offsetSeconds / 60)} 分钟`, Math.abs(clock.offsetSeconds) >= 300), row('最近一次对时', when(clock.lastCountyTime)), row('本机时钟', clock.doubted ? '不可靠，请校准' : '正常', clock.doubted)] },
  ]
}

function comparedWords({ at, documents, taken, offered, mended }: NonNullable<Diagnosis['sync']['compared']>): string {
  const parts = [taken > 0 ? `本机补正 ${taken} 条` : '', offered > 0 ? `重送 ${offered} 条` : '', mended > 0 ? `县局补正 ${mended} 条` : ''].filter((part) => part !== '')
  return `${longTime(at)}，${documents} 条${parts.length > 0 ? `，${parts.join('，')}` : '，两边一致'}`
}
