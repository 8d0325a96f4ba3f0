const aspect = 16 / 9;

/** Columns for which `count` pictures of 16:9 become largest in a box. */
export function columnsFor(count: number, widthPx: number, heightPx: number): number {
  const pictureWidth = (columns: number) => Math.min(widthPx / columns, (heightPx / Math.ceil(count / columns)) * aspect);
  const options = Array.from({ length: Math.max(1, count) }, (_, i) => i + 1);
  return options.reduce((best, columns) => (pictureWidth(columns) > pictureWidth(best) ? columns : best), 1);
}
