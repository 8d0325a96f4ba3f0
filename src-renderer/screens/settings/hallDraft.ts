import { cameraSourceSchema, hallSchema, microphoneSourceSchema, type Camera, type CameraSource, type Hall, type Microphone, type MicrophoneSource } from '#shared/domain/hall.ts';
import type { z } from 'zod';

/** A hall while it is being edited; not yet known to be a valid one. */
export interface HallDraft {
  court: string;
  name: string;
  demo: boolean;
  cameras: Camera[];
  microphones: Microphone[];
}

export const emptyHall: HallDraft = { court: '', name: '', demo: false, cameras: [], microphones: [] };

/** A device found on this computer whose source the hall can hold. */
export interface Found<S> {
  name: string;
  source: S;
}

type Listed = readonly { name: string; source?: unknown }[];

const readable = <S>(schema: z.ZodType<S>, listed: Listed): Found<S>[] =>
  listed.flatMap(({ name, source }) => {
    const parsed = schema.safeParse(source);
    return parsed.success ? [{ name, source: parsed.data }] : [];
  });

export const foundCameras = (listed: Listed): Found<CameraSource>[] => readable(cameraSourceSchema, listed);
export const foundMicrophones = (listed: Listed): Found<MicrophoneSource>[] => readable(microphoneSourceSchema, listed);

/** `camera-1`, `camera-2` …: the first that is free, so that an id is never given twice. */
function freeId(prefix: string, taken: readonly { id: string }[]): string {
  const ids = new Set(taken.map((t) => t.id));
  const number = Array.from({ length: taken.length + 1 }, (_, i) => i + 1).find((n) => !ids.has(`${prefix}-${n}`)) ?? taken.length + 1;
  return `${prefix}-${number}`;
}

const labelOf = (text: string): string => text.slice(0, 80);

export const withCamera = (hall: HallDraft, label: string, source: CameraSource): HallDraft =>
  ({ ...hall, cameras: [...hall.cameras, { id: freeId('camera', hall.cameras), label: labelOf(label), source, widthPx: 1280, heightPx: 720, fps: 25 }] });

export const withView = (hall: HallDraft, cameraId: string, shows: Camera['shows']): HallDraft =>
  ({ ...hall, cameras: hall.cameras.map((camera) => (camera.id === cameraId ? { ...camera, shows } : camera)) });

export const withPlace = (hall: HallDraft, microphoneId: string, hears: Microphone['hears']): HallDraft =>
  ({ ...hall, microphones: hall.microphones.map((microphone) => (microphone.id === microphoneId ? { ...microphone, hears } : microphone)) });

export const withMicrophone = (hall: HallDraft, label: string, source: MicrophoneSource): HallDraft =>
  ({ ...hall, microphones: [...hall.microphones, { id: freeId('mic', hall.microphones), label: labelOf(label), source }] });

export const sameSource = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** `rtsp://…` typed by hand, as a source; null when it is no such address. */
export function rtspSource(typed: string): { type: 'rtsp'; url: string } | null {
  const parsed = cameraSourceSchema.safeParse({ type: 'rtsp', url: typed.trim() });
  return parsed.success && parsed.data.type === 'rtsp' ? parsed.data : null;
}

export type HallProblem = 'court' | 'name' | 'devices' | 'labels';

/** The hall, or the first thing that keeps it from being one. */
export function hallOf(draft: HallDraft): { ok: true; hall: Hall } | { ok: false; problem: HallProblem } {
  const parsed = hallSchema.safeParse(draft);
  if (parsed.success) return { ok: true, hall: parsed.data };
  const path = parsed.error.issues[0]?.path ?? [];
  const field = path[0];
  if (field === 'court' || field === 'name') return { ok: false, problem: field };
  return { ok: false, problem: path.length > 1 ? 'labels' : 'devices' };
}

/** What a source is, for people: its device or address. */
export function sourceText(source: CameraSource | MicrophoneSource): string {
  switch (source.type) {
    case 'rtsp': return source.url;
    case 'rtmp': return `rtmp · ${source.streamKey}`;
    case 'synthetic': return `demo · ${'variant' in source ? source.variant : source.voice}`;
    default: return source.device;
  }
}
