/** How loud a thing is. Red: overdue, lost. Amber: due, returned. Blue: under way. Grey: done or quiet. Plain: no mark at all. */
export type Tone = 'plain' | 'grey' | 'blue' | 'amber' | 'red' | 'green'
