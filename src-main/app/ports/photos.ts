import type { Result } from '#shared/domain/result.ts';

/** Photos that came with petitions, as this console has fetched them. Each is named by hearing and SHA-256. */
export interface PhotoFiles {
  /** Null: not here. Whether the bytes are still the right ones is the caller's to see. */
  read(hearingId: string, sha256: string): Promise<Uint8Array | null>;
  keep(hearingId: string, sha256: string, bytes: Uint8Array): Promise<void>;
  /** Everything of this hearing. */
  remove(hearingId: string): Promise<void>;
  hearingIds(): Promise<string[]>;
}

/** What the court server has of petitions. */
export interface PetitionFiles {
  /** The bytes as they came: nobody has compared them with the SHA-256 yet. */
  petitionFile(sha256: string): Promise<Result<Uint8Array | 'absent' | 'too_large'>>;
}
