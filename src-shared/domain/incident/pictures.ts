import { deviceLabel } from '../gaps.ts';
import type { DocumentFile, EvidencePicture, Language, PictureSubject } from '../hearing/state.ts';
import type { Track } from '../tracks.ts';
import { words, type Words } from '../words.ts';

const windows: Record<string, Words> = words.consoleWindow;

/** What a picture is of: a camera by its name in the hall, or a window. */
export const pictureLabel = ({ of, name }: PictureSubject, tracks: readonly Track[], language: Language): string =>
  (of === 'camera' ? deviceLabel(tracks, name) : (windows[name] ?? words.consoleWindow.console)[language]);

export type Taken = Extract<EvidencePicture, { state: 'taken' }>;

/** Those that there are. */
export const taken = (pictures: readonly EvidencePicture[] | null): Taken[] => (pictures ?? []).filter((picture): picture is Taken => picture.state === 'taken');

/** A file's name without its folders. */
export const fileName = ({ path }: DocumentFile): string => path.slice(path.lastIndexOf('/') + 1);
