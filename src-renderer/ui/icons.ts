/** Outlines on a 24 x 24 grid, drawn with the current colour. */
export const icons = {
  today: 'M4 6h16v14H4z M4 10h16 M8 3v4 M16 3v4 M9 15l2 2 4-4',
  person: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8z M4 21c0-4 3.5-6 8-6s8 2 8 6',
  group: 'M9 5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z M2 20c0-3.5 3-5 7-5s7 1.500 7 5 M16 5.500a3 3 0 0 1 0 6 M18 15c2.500.500 4 2 4 5',
  record: 'M6 3h9l4 4v14H6z M15 3v4h4 M9 12h7 M9 16h7',
  ledger: 'M4 4h16v16H4z M4 9h16 M4 14h16 M10 4v16',
  sync: 'M4 12a8 8 0 0 1 14-5l2 2 M20 4v5h-5 M20 12a8 8 0 0 1-14 5l-2-2 M4 20v-5h5',
  settings: 'M4 7h10 M18 7h2 M14 5h4v4h-4z M4 17h2 M10 17h10 M6 15h4v4H6z',
  search: 'M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14z M16 16l5 5',
  lock: 'M6 11h12v10H6z M8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  down: 'M6 9l6 6 6-6',
  right: 'M9 6l6 6-6 6',
  up: 'M6 15l6-6 6 6',
  back: 'M15 6l-6 6 6 6',
  add: 'M12 5v14 M5 12h14',
  check: 'M5 12l5 5 9-10',
  warning: 'M12 4l9 16H3z M12 10v5 M12 17.500v.5',
  close: 'M6 6l12 12 M18 6L6 18',
  clock: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z M12 8v4l3 2',
  returned: 'M9 7L4 12l5 5 M4 12h11a5 5 0 0 1 0 10h-2',
  file: 'M6 3h9l4 4v14H6z M15 3v4h4',
} as const
export type IconName = keyof typeof icons
