import { cpus, loadavg } from 'node:os'

/** Whether other work leaves too few cores for times by the clock to mean much. */
export function isBusy(load: number = loadavg()[0] ?? 0): boolean {
  return load > 0.5 * cpus().length
}

/** Says whether a figure keeps its budget; where it does not, whether the processor time alone (of the thread that waits) would. */
export function verdict(figure: number | undefined, budget: number, processor?: number): string {
  if (figure === undefined || Number.isNaN(figure)) return '–'
  if (figure <= budget) return 'kept'
  return processor !== undefined && processor <= budget ? `over by the clock, kept by processor time${isBusy() ? ' (busy machine)' : ''}` : 'over'
}
