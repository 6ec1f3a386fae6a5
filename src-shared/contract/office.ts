import { backup } from './backup.ts'
import { account } from './account.ts'
import { bytes } from './bytes.ts'
import { draft } from './draft.ts'
import { duty } from './duty.ts'
import { group } from './group.ts'
import { ledger } from './ledger.ts'
import { person } from './person.ts'
import { record } from './record.ts'
import { session } from './session.ts'
import { subject } from './subject.ts'
import { enrolment, sync } from './sync.ts'

/** Everything the office's host can be asked, by any door. */
export const officeContract = { session, account, bytes, ledger, subject, person, group, record, draft, duty, sync, enrolment, backup }
export type OfficeContract = typeof officeContract
