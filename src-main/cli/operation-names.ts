import { officeContract } from '#shared/contract/office.ts'

/** The operations of the contract as `call` takes them, in the contract's order; events are nothing to call. */
export function operationNames(): string[] {
  return Object.entries(officeContract).flatMap(([slice, declared]) =>
    Object.entries(declared).filter(([, { kind }]) => kind !== 'event').map(([name]) => `${slice}.${name}`))
}
