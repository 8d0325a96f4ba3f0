/** A display on a wall and the eye that reads it. */
export interface Viewing {
  diagonalInch: number;
  distanceM: number;
}

export interface ScreenSize {
  widthPx: number;
  heightPx: number;
}

/** The usual judge's monitor: 43″ seen from 5 m. */
export const usualViewing: Viewing = { diagonalInch: 43, distanceM: 5 };

/** Height of Noto Sans capitals as a share of the font size. */
const capitalShare = 0.714;
const mmPerInch = 25.4;
const arcMinute = Math.PI / 180 / 60;

/** Minutes of arc: everything must be readable, the state must not be missed. */
export const readable = 16;
export const unmissable = 30;

/** Font size in pixels at which capitals are `minutes` of arc high for that eye. */
export function fontSizePx({ diagonalInch, distanceM }: Viewing, { widthPx, heightPx }: ScreenSize, minutes: number): number {
  const mmPerPx = (diagonalInch * mmPerInch) / Math.hypot(widthPx, heightPx);
  const capitalMm = distanceM * 1000 * 2 * Math.tan((minutes * arcMinute) / 2);
  return capitalMm / capitalShare / mmPerPx;
}

/** Larger than this share of the display, the longest state with its times, or pictures above two lines of notices, find no place. */
const widestStateShare = 0.085;
const highestLineShare = 0.08;

/** How many times larger the text would have to be than the display has room for; 1 or less: it can do it. */
export function overflowOf(viewing: Viewing, screen: ScreenSize): number {
  const state = fontSizePx(viewing, screen, unmissable) / (screen.widthPx * widestStateShare);
  const line = fontSizePx(viewing, screen, readable) / (screen.heightPx * highestLineShare);
  return Math.max(state, line);
}

/** Both sizes for this display, in pixels; where it has no room for them, as large as it has. */
export function textSizes(viewing: Viewing, screen: ScreenSize): { readablePx: number; unmissablePx: number } {
  const room = Math.max(1, overflowOf(viewing, screen));
  return { readablePx: fontSizePx(viewing, screen, readable) / room, unmissablePx: fontSizePx(viewing, screen, unmissable) / room };
}

/** What would do: this display from nearer, or a larger one from here. */
export function remedies(viewing: Viewing, screen: ScreenSize): { distanceM: number; diagonalInch: number } {
  const overflow = overflowOf(viewing, screen);
  return { distanceM: Math.floor((viewing.distanceM / overflow) * 10) / 10, diagonalInch: Math.ceil(viewing.diagonalInch * overflow) };
}
