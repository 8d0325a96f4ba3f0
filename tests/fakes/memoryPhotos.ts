import type { PhotoFiles } from '#main/app/ports/index.ts';

/** Photos that this console keeps, in memory. */
export class MemoryPhotos implements PhotoFiles {
  readonly kept = new Map<string, Uint8Array>();

  read = async (hearingId: string, sha256: string) => this.kept.get(`${hearingId}/${sha256}`) ?? null;
  keep = async (hearingId: string, sha256: string, bytes: Uint8Array): Promise<void> => { this.kept.set(`${hearingId}/${sha256}`, bytes); };
  remove = async (hearingId: string): Promise<void> => { for (const key of this.kept.keys()) if (key.startsWith(`${hearingId}/`)) this.kept.delete(key); };
  hearingIds = async () => [...new Set([...this.kept.keys()].map((key) => key.split('/')[0] ?? ''))];
}
