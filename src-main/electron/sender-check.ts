import type { WebFrameMain } from 'electron'
import { APP_ORIGIN } from './app-origin.ts'

export type SenderFault = 'no frame' | 'detached' | 'not the top frame' | 'wrong origin'

/** The part of a frame that the check reads. */
export type Frame = Pick<WebFrameMain, 'detached' | 'origin'> & { readonly parent: unknown }

/**
 * Why a message must not be heard, or undefined. Call it before the first await: after a navigation the frame may be
 * detached or null. An empty or about:blank origin gets no exemption.
 */
export function findSenderFault(frame: Frame | null): SenderFault | undefined {
  if (frame === null) return 'no frame'
  try {
    if (frame.detached) return 'detached'
    if (frame.parent !== null) return 'not the top frame'
    return frame.origin === APP_ORIGIN ? undefined : 'wrong origin'
  } catch {
    // Reading a frame whose renderer has just died throws.
    return 'detached'
  }
}
