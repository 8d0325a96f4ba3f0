import type { PhaseName } from './hearing/state.ts';
import { isOver } from './hearing/transitions.ts';
import type { Participant } from './schedule.ts';

/** What may come with a petition, and what a court server hands out of it (K7-8, K7-9). */
export const maxAttachmentBytes = 5_000_000;

export const photoTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PhotoType = (typeof photoTypes)[number];

/** So many bytes tell what a file is. */
export const signatureBytes = 12;

const isAt = (bytes: Uint8Array, at: number, signature: readonly number[]): boolean => signature.every((byte, index) => bytes[at + index] === byte);
const ascii = (word: string): number[] => [...word].map((letter) => letter.charCodeAt(0));

const png = [0x89, ...ascii('PNG'), 0x0d, 0x0a, 0x1a, 0x0a];

/** What a picture is by its first bytes, whatever its name says; null: none that is shown. */
export function photoTypeOf(bytes: Uint8Array): PhotoType | null {
  if (isAt(bytes, 0, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (isAt(bytes, 0, png)) return 'image/png';
  return isAt(bytes, 0, ascii('RIFF')) && isAt(bytes, 8, ascii('WEBP')) ? 'image/webp' : null;
}

/** The photo that came with somebody's petition; the last one, where there are several. */
export const photoIn = ({ petition }: Pick<Participant, 'petition'>): { name: string; sha256: string } | null =>
  petition?.attachments.findLast(({ kind }) => kind === 'photo') ?? null;

export interface Comparing {
  /** Connected with the court, be it in the waiting room. */
  isHere: boolean;
  /** Let into the hearing. */
  isAdmitted: boolean;
  /** Has the comparison been written down? Null: the orders of this hearing ask for none. */
  isRecorded: boolean | null;
}

/** Photo and live face stand side by side until it is written down that they were compared (K7-26); where no order asks for it, until they are let in. */
export const isToCompare = ({ isHere, isAdmitted, isRecorded }: Comparing): boolean => isHere && !(isRecorded ?? isAdmitted);

/** A photo is kept while somebody may have to be compared or what was found be written down; afterwards the court server's original is the only one. */
export const isPhotoKept = (phase: PhaseName): boolean => !isOver(phase) || phase === 'closed';
