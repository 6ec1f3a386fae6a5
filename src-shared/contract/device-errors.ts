/** Refusals that any signed call of a device may meet. */
export const requestErrors = ['DEVICE_UNKNOWN', 'DEVICE_REVOKED', 'REQUEST_UNSIGNED', 'CLOCK_SKEW', 'TOO_MANY_TRIES'] as const
export const protocolErrors = ['PROTOCOL_TOO_OLD', 'PROTOCOL_TOO_NEW'] as const
