import type { Client } from '#shared/contract/define.ts'
import type { DeviceContract } from '#shared/contract/device.ts'
import { templates } from '#shared/forms/catalogue.ts'
import { shortSeries } from '#shared/forms/serial.ts'
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import type { Office } from '../host/office.ts'
import { numberBlocksSetting, withNumbers } from '../services/form/numbers.ts'

/** So few numbers of a series are a reason to fetch more. */
const LEAST = 8
const series = [...new Set(templates.map((one) => one.series).filter((name) => name !== ''))]

/** Fills up this device's blocks of document numbers for the year. Without an answer it goes on with what it has. */
export async function fetchNumbers(office: Office, county: Client<DeviceContract>): Promise<void> {
  const year = Number(office.now().slice(0, 4))
  const known = (await office.settings.get(numberBlocksSetting.id, numberBlocksSetting.schema)) ?? []
  const short = shortSeries(known, series, { year, least: LEAST })
  if (short.length === 0) return
  const answer = await county.sync.numbers({ protocol: PROTOCOL_VERSION, series: short, year })
  if (!answer.ok) return
  await withNumbers(office, (blocks) => ({ blocks: [...blocks, ...answer.value.blocks], value: null }))
}
