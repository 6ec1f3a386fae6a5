/** The invented county of the end-to-end tests. */
export const countyName = '云和县司法局'
export const countyAdministrator = { login: 'linyi', name: '林一', password: '山城-秋日-0922' } as const
