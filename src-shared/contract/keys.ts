import { z } from 'zod'
import { Instant } from '../kernel/time.ts'
import { command, query } from './define.ts'
import { Password } from './session.ts'

export const KeyStatus = z.strictObject({
  /** When the data key was last replaced; null: never. */
  rotatedAt: Instant.nullable(),
  /** Whether the county can open the data if all passwords are lost. */
  recoverable: z.boolean(),
  /** Who must log in once before the data key can be replaced. */
  oldSlots: z.array(z.string()),
})
export type KeyStatus = z.output<typeof KeyStatus>

/** The data key: replacing it, and the way back when all passwords are lost (docs/guide/恢复演练.md). */
export const keys = {
  status: query({ action: 'keys.read', input: z.strictObject({}), output: KeyStatus, errors: [] }),
  /** Begins to replace the data key: everybody is locked out until it is done; `session.state` shows how far it is. */
  rotate: command({ action: 'keys.rotate', input: z.strictObject({ password: Password }), output: z.strictObject({}), errors: ['WRONG_PASSWORD', 'TRY_LATER', 'KEY_SLOTS_OLD', 'BACKUP_RUNNING'] }),
  /** Gives up a replacement that has not taken effect; nothing has changed then. */
  cancelRotation: command({ action: 'session.open', input: z.strictObject({}), output: z.strictObject({}), errors: [] }),
  /** Before log-in: a request to the county, as the text of a file, and its check number. A later request replaces it. */
  requestRecovery: command({
    action: 'keys.recover',
    input: z.strictObject({}),
    output: z.strictObject({ fileName: z.string(), text: z.string(), checkNumber: z.string() }),
    errors: ['RECOVERY_NOT_READY', 'NOT_SET_UP', 'KEYRING_DAMAGED'],
  }),
  /** Before log-in: opens the county's answer with the code it told, and gives a director a new password. */
  applyRecovery: command({
    action: 'keys.recover',
    input: z.strictObject({ text: z.string().max(20_000), code: z.string().max(40), login: z.string().min(1).max(30), password: Password }),
    output: z.strictObject({ name: z.string() }),
    errors: ['RECOVERY_FILE_UNREADABLE', 'RECOVERY_FILE_FOREIGN', 'RECOVERY_CODE_WRONG', 'RECOVERY_NOT_DIRECTOR', 'PASSWORD_TOO_WEAK', 'TRY_LATER', 'NOT_SET_UP', 'KEYRING_DAMAGED'],
  }),
}
