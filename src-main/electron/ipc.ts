import type { IpcMain } from 'electron'
import type { Call, WireAnswer } from '#shared/contract/transport.ts'
import { readCall } from './call-shape.ts'
import { CALL_CHANNEL } from './channels.ts'
import { findSenderFault, type Frame } from './sender-check.ts'

export type CallHandler = {
  call(call: Call): Promise<WireAnswer>
  /** Told of every message that was not even looked at. */
  rejected(reason: string): void
}

/** The renderer's only way to us: one channel, one check, then the host. */
export function registerIpc(ipcMain: Pick<IpcMain, 'handle'>, { call, rejected }: CallHandler): void {
  ipcMain.handle(CALL_CHANNEL, (event, ...messages: unknown[]) => answer({ frame: event.senderFrame, messages }, { call, rejected }))
}

type Received = { frame: Frame | null; messages: unknown[] }

/** Not async: the frame must be looked at in the same turn in which the message came. */
export function answer({ frame, messages }: Received, { call, rejected }: CallHandler): Promise<WireAnswer> {
  const fault = findSenderFault(frame)
  if (fault !== undefined) return refuse('NOT_ALLOWED', fault, rejected)
  if (messages.length !== 1) return refuse('INVALID_INPUT', 'shape', rejected)
  const read = readCall(messages[0])
  return typeof read === 'string' ? refuse(read, 'shape', rejected) : call(read)
}

function refuse(code: string, reason: string, rejected: (reason: string) => void): Promise<WireAnswer> {
  rejected(reason)
  return Promise.resolve({ ok: false, error: { code, params: {} } })
}
