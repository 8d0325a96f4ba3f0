import { IdentityPhotos } from '#main/app/identityPhotos.ts';
import { ok } from '#shared/domain/result.ts';
import { demoPhotos } from '../../../src-server/schedule/demoPhoto.ts';
import { MemoryPhotos } from '../memoryPhotos.ts';
import { hearingsOver, type Memory } from './memory.ts';

const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

/** The photos of the demonstration, as a court server hands them out. */
export function fakePhotos(memory: Memory): IdentityPhotos {
  const photos = demoPhotos();
  const petitionFile = async (sha256: string) => ok(photos.find((photo) => photo.sha256 === sha256)?.bytes ?? ('absent' as const));
  return new IdentityPhotos({ hearings: hearingsOver(memory), photoFiles: new MemoryPhotos(), uploader: { petitionFile }, feed: memory, log: quiet });
}
