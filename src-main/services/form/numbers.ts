import { z } from 'zod'
import { loneSerialText, NumberBlock, serialText, takeNumber } from '#shared/forms/serial.ts'
import type { Office } from '../../host/office.ts'
import { serially } from '../serially.ts'

export const numberBlocksSetting = { id: 'number-blocks', schema: z.array(NumberBlock) }
const LoneCounter = z.strictObject({ last: z.int().nonnegative() })

/** Works on the blocks one after another; what is written is on disk before anybody learns of it. */
export async function withNumbers<T>(office: Office, work: (blocks: NumberBlock[]) => { blocks: NumberBlock[]; value: T }): Promise<T> {
  return serially(office, 'document numbers', async () => {
    const { blocks, value } = work((await office.settings.get(numberBlocksSetting.id, numberBlocksSetting.schema)) ?? [])
    await office.settings.set(numberBlocksSetting.id, blocks)
    return value
  })
}

/**
 * The next number of a series. A kill in between skips one and never gives one twice. Without a block (never enrolled,
 * or too long without a line) the number carries this device's mark.
 */
export async function nextSerial(office: Office, series: string, year: number): Promise<string> {
  const taken = await withNumbers(office, (blocks) => {
    const next = takeNumber(blocks, series, year)
    return next ? { blocks: next.rest, value: next.number } : { blocks, value: null }
  })
  if (taken !== null) return serialText(series, year, taken)
  return serially(office, 'document numbers', async () => {
    const id = `lone-number/${series}/${year}`
    const number = ((await office.settings.get(id, LoneCounter))?.last ?? 0) + 1
    await office.settings.set(id, { last: number })
    return loneSerialText(series, year, { mark: office.deviceId.slice(-5), number })
  })
}
