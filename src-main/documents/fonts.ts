import { join } from 'node:path';

/** Noto Serif has every Kazakh letter and tells Қ from К in print; the files hold Latin and Cyrillic only. */
export const fontFiles = (fontDir: string): [normal: string, bold: string] =>
  [join(fontDir, 'NotoSerif-Regular.ttf'), join(fontDir, 'NotoSerif-Bold.ttf')];
