// Drawn on a 20-unit grid, stroked in the text's colour. Icons only accompany words; alone on a button
// the button carries the name.
const PATHS = {
  alert: "M10 3.2 17.5 16.5h-15Z M10 8v4 M10 14.2v.1",
  arrowDown: "M10 4v12 M5 11l5 5 5-5",
  arrowLeft: "M16 10H4 M9 5l-5 5 5 5",
  arrowRight: "M4 10h12 M11 5l5 5-5 5",
  arrowUp: "M10 16V4 M5 9l5-5 5 5",
  bell: "M5 13.5V9a5 5 0 0 1 10 0v4.5l1.5 1.5h-13Z M8.3 17h3.4",
  building: "M4 17V5l7-2v14 M11 8h5v9 M2.5 17h15 M6.7 8h1.6 M6.7 11h1.6 M6.7 14h1.6",
  calendar: "M3.5 5h13v11.5h-13Z M3.5 8.8h13 M7 3v3.5 M13 3v3.5",
  chart: "M3.5 16.5h13 M5.5 13.5v-4 M10 13.5v-9 M14.5 13.5V7",
  check: "M4 10.5 8 14.5 16 5.5",
  chevronDown: "M5 7.5 10 12.5 15 7.5",
  close: "M5 5 15 15 M15 5 5 15",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Z M10 6.2V10l2.8 1.8",
  coin: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Z M7.3 6.3 10 9.8l2.7-3.5 M10 9.8V14 M7.6 10.4h4.8 M7.6 12.3h4.8",
  copy: "M7 7h9v9H7Z M4 13V4h9",
  filter: "M3 5h14 M5.5 10h9 M8.5 15h3",
  hand: "M4 11.5 7.5 8l2.5 2 2.5-2 3.5 3.5 M4 11.5 9 16h2l5-4.5 M2 8l3-3 3 1 2 1 2-1 3-1 3 3",
  history: "M3.5 10a6.5 6.5 0 1 0 2-4.7L3.5 7 M3.5 3.5V7H7 M10 6.5V10l2.5 1.5",
  inbox: "M3 11.5 5 4h10l2 7.5V16H3Z M3 11.5h4l1 2h4l1-2h4",
  keyboard: "M2.5 5.5h15v9h-15Z M5.5 8.5h.1 M8.5 8.5h.1 M11.5 8.5h.1 M14.5 8.5h.1 M6.5 11.7h7",
  link: "M8.5 11.5a3 3 0 0 0 4.3 0l2.4-2.4a3 3 0 0 0-4.3-4.3L9.7 6 M11.5 8.5a3 3 0 0 0-4.3 0L4.8 10.9a3 3 0 0 0 4.3 4.3l1.2-1.2",
  list: "M7 5h10 M7 10h10 M7 15h10 M3.2 5h.1 M3.2 10h.1 M3.2 15h.1",
  lock: "M5 9h10v8H5Z M7 9V6.5a3 3 0 0 1 6 0V9",
  more: "M5 10h.1 M10 10h.1 M15 10h.1",
  note: "M4 3.5h12v9l-4 4H4Z M12 16.5v-4h4 M7 7.5h6 M7 10.5h3.5",
  paperclip:
    "M15.5 9.5 9.8 15.2a3.3 3.3 0 0 1-4.7-4.7l6-6a2.2 2.2 0 0 1 3.1 3.1l-5.8 5.8a1.1 1.1 0 0 1-1.6-1.6l5.2-5.1",
  person: "M10 3.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z M4 17c.4-3.2 2.8-5 6-5s5.6 1.8 6 5",
  people:
    "M7.5 4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2Z M2.5 16c.3-2.8 2.3-4.4 5-4.4s4.7 1.6 5 4.4 M13 4.3a2.5 2.5 0 0 1 0 4.7 M14.5 12c1.7.5 2.8 1.9 3 4",
  phone:
    "M5 3.5h2.5l1.2 3.5-1.7 1.3a9 9 0 0 0 4.7 4.7l1.3-1.7 3.5 1.2V15a1.7 1.7 0 0 1-1.7 1.5A12 12 0 0 1 3.5 5.2 1.7 1.7 0 0 1 5 3.5Z",
  plus: "M10 4v12 M4 10h12",
  printer: "M6 7V3.5h8V7 M6 14H3.5V7h13v7H14 M6 11.5h8v5H6Z",
  scales: "M10 3.5v13 M6.5 16.5h7 M4 6h12 M4 6l-2 5.2h4Z M16 6l-2 5.2h4Z",
  search: "M8.7 3.5a5.2 5.2 0 1 0 0 10.4 5.2 5.2 0 0 0 0-10.4Z M12.6 12.6 16.5 16.5",
  sort: "M6 4v12 M3.5 13.5 6 16l2.5-2.5 M14 16V4 M11.5 6.5 14 4l2.5 2.5",
  upload: "M10 13V4 M6.5 7.5 10 4l3.5 3.5 M4 13v3h12v-3",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      fill="none"
      focusable="false"
      height={size}
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth="1.6"
      viewBox="0 0 20 20"
      width={size}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
