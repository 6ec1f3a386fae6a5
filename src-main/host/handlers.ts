import type { Granted } from '#shared/contract/dispatch.ts'
import type { Handlers } from '#shared/contract/define.ts'
import type { OfficeContract } from '#shared/contract/office.ts'
import { auditHandlers } from '../services/audit.ts'
import { emergencyHandlers, standInHandlers } from '../services/emergency.ts'
import { accountHandlers } from '../services/account.ts'
import { backupHandlers } from '../services/backup.ts'
import { bytesHandlers } from '../services/bytes.ts'
import { courierHandlers } from '../services/courier.ts'
import { diagnosisHandlers } from '../services/diagnosis.ts'
import { draftHandlers } from '../services/draft.ts'
import { dutyHandlers } from '../services/duty.ts'
import { formHandlers } from '../services/form.ts'
import { groupHandlers } from '../services/group.ts'
import { keysHandlers } from '../services/keys.ts'
import { ledgerHandlers } from '../services/ledger.ts'
import { ledgersHandlers } from '../services/ledgers.ts'
import { personHandlers } from '../services/person.ts'
import { policyHandlers } from '../services/policy.ts'
import { procedureHandlers } from '../services/procedure.ts'
import { recordHandlers } from '../services/record.ts'
import { revocationHandlers } from '../services/revocation.ts'
import { sealedHandlers } from '../services/sealed.ts'
import { sessionHandlers } from '../services/session.ts'
import { subjectHandlers } from '../services/subject.ts'
import { enrolmentHandlers, syncHandlers } from '../services/sync.ts'
import { syncFilesHandlers } from '../services/files/sync-files.ts'
import type { HostCaller } from './host-caller.ts'

/** The handlers of the whole office contract. */
export const handlers: Handlers<OfficeContract, Granted<HostCaller>> = {
  session: sessionHandlers,
  account: accountHandlers,
  bytes: bytesHandlers,
  ledger: ledgerHandlers,
  ledgers: ledgersHandlers,
  subject: subjectHandlers,
  sealed: sealedHandlers,
  person: personHandlers,
  group: groupHandlers,
  record: recordHandlers,
  policy: policyHandlers,
  procedure: procedureHandlers,
  draft: draftHandlers,
  duty: dutyHandlers,
  form: formHandlers,
  sync: syncHandlers,
  syncFiles: syncFilesHandlers,
  enrolment: enrolmentHandlers,
  courier: courierHandlers,
  revocation: revocationHandlers,
  diagnosis: diagnosisHandlers,
  backup: backupHandlers,
  keys: keysHandlers,
  audit: auditHandlers,
  emergency: emergencyHandlers,
  standIn: standInHandlers,
}
