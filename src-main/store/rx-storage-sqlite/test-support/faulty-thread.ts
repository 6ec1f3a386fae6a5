// Loaded into a thread of the store before its program: lets the n-th call of the binding in that thread fail.
import { armFaults, FAULT_KINDS, FAULT_MODES } from './faults.ts'

const [at = '', kind = '', mode = ''] = (process.env['STORE_THREAD_FAULT'] ?? '').split(' ')
const knownKind = FAULT_KINDS.find((each) => each === kind)
const knownMode = FAULT_MODES.find((each) => each === mode)
if (knownKind !== undefined && knownMode !== undefined) armFaults({ at: Number(at), kind: knownKind, mode: knownMode })
