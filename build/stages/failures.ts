/** What failed, a line each: `file › title: first line of the reason`. Said again at the end, where a long log is cut off. */
export function vitestFailures(report: unknown): string[] {
  return list(report, 'testResults').flatMap((file) => {
    const name = text(file, 'name').replace(/^.*\/(?=(?:src-[a-z]+|tests|build)\/)/, '')
    const failed = list(file, 'assertionResults').filter((test) => text(test, 'status') === 'failed')
    if (failed.length === 0 && text(file, 'status') === 'failed') return [`${name}: ${firstLine(text(file, 'message'))}`]
    return failed.map((test) => `${name} › ${text(test, 'title')}: ${firstLine(String(list(test, 'failureMessages')[0] ?? ''))}`)
  })
}

/** The same from Playwright's report, whose suites lie in one another. */
export function playwrightFailures(report: unknown): string[] {
  const inSuite = (suite: unknown): string[] => [
    ...list(suite, 'specs').filter((spec) => get(spec, 'ok') === false).map((spec) => `${text(spec, 'file')}:${text(spec, 'line')} › ${text(spec, 'title')}`),
    ...list(suite, 'suites').flatMap(inSuite),
  ]
  return [...list(report, 'suites').flatMap(inSuite), ...list(report, 'errors').map((error) => firstLine(text(error, 'message')))]
}

const get = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined

const list = (value: unknown, key: string): unknown[] => {
  const found = get(value, key)
  return Array.isArray(found) ? found : []
}

const text = (value: unknown, key: string): string => String(get(value, key) ?? '')

const firstLine = (message: string): string => message.split('\n')[0]?.slice(0, 300) ?? ''
