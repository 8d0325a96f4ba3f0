import type { CameraSource, MicrophoneSource } from '#shared/domain/hall.ts';

export interface FoundCamera { name: string; source: CameraSource }
export interface FoundMicrophone { name: string; source: MicrophoneSource }

export interface Found {
  cameras: FoundCamera[];
  microphones: FoundMicrophone[];
  /** Plain sentences for whoever sets the hall up: what could not be looked at, and why. */
  problems: string[];
}

export const nothing: Found = { cameras: [], microphones: [], problems: [] };

export const together = (parts: Found[]): Found => ({
  cameras: parts.flatMap((p) => p.cameras),
  microphones: parts.flatMap((p) => p.microphones),
  problems: parts.flatMap((p) => p.problems),
});

export const problem = (text: string): Found => ({ ...nothing, problems: [text] });
