import type { WayFigures } from '#shared/conference/quality/figures.ts';

/** Picture and sound together, Mbit/s. */
export const bandwidthOf = ({ pictureKbit, soundKbit }: WayFigures): number | null => (pictureKbit === null && soundKbit === null ? null : ((pictureKbit ?? 0) + (soundKbit ?? 0)) / 1000);
