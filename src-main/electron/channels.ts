// The preload is a bundle of its own and repeats these two names; preload.test.ts sees to it that they agree.
export const CALL_CHANNEL = 'desk:call'
export const EVENT_CHANNEL = 'desk:event'
