import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { dataFolder } from '../../src-main/cli/data-folder.ts'

export type StartOptions = {
  demo: boolean
  browser: boolean
  noOpen: boolean
  port: number | undefined
  officeData: string
  countyData: string
}

type Surroundings = { env: NodeJS.ProcessEnv; cwd: string; root: string; platform: NodeJS.Platform }

/**
 * Reads the arguments of `npm start`. A demonstration keeps its invented people inside the checkout, far from the
 * real office's data.
 */
export function readStartOptions(argv: string[], around: Surroundings): StartOptions {
  const { values } = parseArgs({
    args: argv,
    options: {
      demo: { type: 'boolean', default: false },
      browser: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      port: { type: 'string' },
      data: { type: 'string' },
    },
  })
  const { env, cwd, root } = around
  const isNamed = Boolean(values.data ?? env.JUDICIAL_OFFICE_DATA)
  return {
    demo: values.demo,
    browser: values.browser,
    noOpen: values['no-open'],
    port: values.port === undefined ? undefined : readPort(values.port),
    officeData: values.demo && !isNamed ? join(root, 'data', 'demo', 'office') : dataFolder(values.data, around),
    countyData: env.COUNTY_DATA ? resolve(cwd, env.COUNTY_DATA) : join(root, 'data', 'demo', 'county'),
  }
}

function readPort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new RangeError(`端口“${text}”不对，应是 1 到 65535 之间的数。`)
  return port
}
