const aspect = 16 / 9;
const gapPx = 6;
/** So little larger is not worth the place that one more row takes. */
const worthIt = 1.25;

export interface PictureGrid {
  columns: number;
  widthPx: number;
}

/** The grid in which `count` pictures of 16:9 become largest in a box; of two nearly as good, the flatter one. */
export function gridFor(count: number, boxWidthPx: number, boxHeightPx: number): PictureGrid {
  const widthOf = (columns: number): number => {
    const rows = Math.ceil(count / columns);
    const across = (boxWidthPx - gapPx * (columns - 1)) / columns;
    const down = ((boxHeightPx - gapPx * (rows - 1)) / rows) * aspect;
    return Math.max(0, Math.floor(Math.min(across, down)));
  };
  const options = Array.from({ length: Math.max(1, count) }, (_, i) => i + 1);
  const columns = options.reduce((best, option) => (widthOf(option) * worthIt > widthOf(best) ? option : best), 1);
  return { columns, widthPx: widthOf(columns) };
}
