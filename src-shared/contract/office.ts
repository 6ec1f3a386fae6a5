import { backup } from './backup.ts'
import { account } from './account.ts'
import { bytes } from './bytes.ts'
import { courier } from './courier.ts'
import { diagnosis } from './diagnosis.ts'
import { draft } from './draft.ts'
import { duty } from './duty.ts'
import { form } from './form.ts'
import { group } from './group.ts'
import { keys } from './keys.ts'
import { ledger } from './ledger.ts'
import { ledgers } from './ledgers.ts'
import { person } from './person.ts'
import { policy } from './policy.ts'
import { procedure } from './procedure.ts'
import { record } from './record.ts'
import { sealed } from './sealed.ts'
import { session } from './session.ts'
import { subject } from './subject.ts'
import { enrolment, sync } from './sync.ts'

/** Everything the office's host can be asked, by any door. */
export const officeContract = { session, account, bytes, ledger, ledgers, subject, sealed, person, group, record, procedure, policy, draft, duty, form, sync, enrolment, courier, diagnosis, backup, keys }
export type OfficeContract = typeof officeContract
