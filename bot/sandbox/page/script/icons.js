// The page's line icons: 24 × 24, drawn with the current text colour, invisible to screen readers.

/** Where Hecun's mark is, which is also the bot's picture. */
export const MARK = new URL("../picture/mark.svg", import.meta.url).href;

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  attach: "M20 11.500l-8.200 8.200a5 5 0 0 1-7-7l8.700-8.700a3.400 3.400 0 0 1 4.800 4.800l-8.600 8.600a1.700 1.700 0 0 1-2.400-2.400l7.600-7.600",
  bank: "M3 10l9-6 9 6M5 10v8M9.700 10v8M14.300 10v8M19 10v8M3 20.500h18",
  block: "M5.600 5.600l12.800 12.800M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  check: "M4.500 12.500l5 5 10-11",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.500V12l3.500 2",
  close: "M6 6l12 12M18 6L6 18",
  contact: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20c.8-3.600 3.900-5.500 7.500-5.500s6.700 1.900 7.500 5.500",
  copy: "M9 9h10.500v11.500H9zM15 9V3.500H4.500V15H9",
  down: "M6 9.500l6 6 6-6",
  file: "M6 3h8l4.500 4.500V21H6zM14 3v5h4.500",
  forward: "M13 5l7 7-7 7v-4.500C8 14.500 5 16 3.500 19 4 13 7.500 9.500 13 9.500z",
  guide: "M9 6h11M9 12h11M9 18h11M3.500 6l1.200 1.200L6.800 5M3.500 12l1.200 1.200 2.100-2.200M3.500 18l1.200 1.200 2.100-2.200",
  keyboard: "M3 6h18v12H3zM7 10h.1M11 10h.1M15 10h.1M8 14.200h8",
  language: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c5 5.500 5 12.500 0 18M12 3c-5 5.500-5 12.500 0 18",
  link: "M10 14a4.500 4.500 0 0 0 6.400 0l3-3A4.500 4.500 0 0 0 13 4.600L11.700 6M14 10a4.500 4.500 0 0 0-6.400 0l-3 3a4.500 4.500 0 0 0 6.400 6.400l1.300-1.400",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M12 5.500v.1M12 12v.1M12 18.500v.1",
  open: "M8 16L17 7M9 7h8v8",
  pending: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.500h3.500",
  person: "M12 11.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20.500c0-4 3.600-6 8-6s8 2 8 6",
  refresh: "M19.500 12a7.500 7.500 0 1 1-2.200-5.300L19.500 9M19.500 4v5h-5",
  reply: "M10 7L4 12.500 10 18v-3.500c5 0 8 1.200 10 4-.4-5-3.500-8-10-8z",
  reset: "M4.500 12a7.500 7.500 0 1 0 2.200-5.300L4.500 9M4.500 4v5h5",
  scan: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16",
  send: "M12 19.500V5M5.500 11.500L12 5l6.500 6.500",
  slash: "M15.500 4.500l-7 15",
  sms: "M4 5h16v11.500H10L5.500 20v-3.500H4zM8 9.500h8M8 12.500h5",
  snow: "M12 3v18M4.200 7.500l15.600 9M19.800 7.500l-15.600 9M9.500 4.500L12 7l2.500-2.500M9.500 19.500L12 17l2.500 2.500",
  ticks: "M1.500 12.800l4.300 4.300 8.700-9.800M10.800 16.200l1 .9 8.700-9.800",
  trash: "M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13",
  warning: "M12 4L2.500 20h19zM12 10v4.500M12 17.300v.1",
};

/** An `<svg>` of that name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon", `icon-${name}`);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
