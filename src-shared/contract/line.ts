/** Why nothing came through, each with its own sentence: everything stays on this machine and is tried again by itself. */
export const lineErrors = ['COUNTY_UNREACHABLE', 'COUNTY_NO_NAME', 'COUNTY_REFUSED', 'COUNTY_TIMEOUT', 'COUNTY_CERTIFICATE', 'COUNTY_CERTIFICATE_TIME', 'COUNTY_BUSY', 'COUNTY_FAULTY', 'LINE_PORTAL', 'LINE_PROXY'] as const
