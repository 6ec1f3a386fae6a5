import type { Page } from '@playwright/test'
import type { Calls } from '../calls.ts'

export type Size = { width: number; height: number }

/** One window on an office, and the session behind it. */
export type Desk = {
  readonly page: Page
  /** The page's own session, asked beside the page: whoever is logged in on screen is who asks. */
  readonly calls: Calls
  /** What a printer would get of the page. */
  pdf(): Promise<Buffer>
  resize(size: Size): Promise<void>
  close(): Promise<void>
}

/** One office's data directory in the hands of the browser or of the desktop app. */
export type Shell = {
  /** A new window at the log-in, or at the first run; starts the office when it is not running. */
  open(): Promise<Desk>
  /** Ends the office as a power cut would. */
  kill(): Promise<void>
  /** Ends the office as a person would, so that its data can be read from outside; `open` starts it again. */
  rest(): Promise<void>
  /** Ends all of it. */
  stop(): Promise<void>
}
