import type { StorageStatus, TargetStatus } from '#shared/contract/status.ts';

/**
 * How many hours of this hall a recording disk still takes, at the rate the console reckons with for `storage`;
 * null when the disk's space or that rate is not known.
 */
export const hoursOn = ({ freeBytes }: Pick<TargetStatus, 'freeBytes'>, storage: Pick<StorageStatus, 'freeBytes' | 'hoursLeft'>): number | null =>
  freeBytes === null || storage.freeBytes <= 0 ? null : (freeBytes * storage.hoursLeft) / storage.freeBytes;
