import { z } from 'zod';
import type { Camera } from '../domain/hall.ts';
import type { Participant } from '../domain/schedule.ts';
import { automaticCamera, cameraChoiceSchema, type CameraChoice } from './cameraOut.ts';

export const stageDisplays = ['judge', 'hall'] as const;
export type StageDisplay = (typeof stageDisplays)[number];

export const stageLayouts = ['speaker', 'grid', 'judgeAndWitness', 'document'] as const;
export type StageLayout = (typeof stageLayouts)[number];

/** How the displays are laid out and which camera goes out, and in which hearing it was chosen: in every other one it is as it comes. */
export const arrangementSchema = z.object({
  hearingId: z.string().nullable(), judge: z.enum(stageLayouts), hall: z.enum(stageLayouts), camera: cameraChoiceSchema.default(automaticCamera),
});
export type Arrangement = z.infer<typeof arrangementSchema>;

export const usualArrangement: Arrangement = { hearingId: null, judge: 'speaker', hall: 'speaker', camera: automaticCamera };

const arrangedIn = (arrangement: Arrangement | undefined, hearingId: string | null): Arrangement =>
  (arrangement?.hearingId === hearingId ? arrangement : usualArrangement);

export const layoutIn = (arrangement: Arrangement | undefined, hearingId: string | null, display: StageDisplay): StageLayout => arrangedIn(arrangement, hearingId)[display];
export const cameraIn = (arrangement: Arrangement | undefined, hearingId: string | null): CameraChoice => arrangedIn(arrangement, hearingId).camera;
/** With this changed; what was chosen in another hearing is over. */
export const rearranged = (arrangement: Arrangement, hearingId: string, change: Partial<Omit<Arrangement, 'hearingId'>>): Arrangement => ({ ...arrangedIn(arrangement, hearingId), ...change, hearingId });

/** A picture of the hall, or somebody elsewhere who was let in. */
export type Tile = { kind: 'camera' | 'person'; id: string };

export interface Stage {
  large: Tile[];
  small: Tile[];
}

/** Who spoke last, as far as anybody did: somebody elsewhere by name, or somebody in the hall. */
export type StageSpeaker = { kind: 'person'; id: string } | { kind: 'hall' } | null;

export interface Cast {
  display: StageDisplay;
  cameras: readonly Pick<Camera, 'id' | 'shows'>[];
  /** Let in, in the order of the schedule. */
  people: readonly Pick<Participant, 'id' | 'role'>[];
  speaker: StageSpeaker;
}

/** More pictures of the hall than these have no place beside the people. */
const mostCameras = 4;

const cameraTile = ({ id }: { id: string }): Tile => ({ kind: 'camera', id });
const personTile = ({ id }: { id: string }): Tile => ({ kind: 'person', id });
const showing = ({ cameras }: Cast, what: Camera['shows']): Tile[] => cameras.filter(({ shows }) => shows === what).slice(0, 1).map(cameraTile);

/** Who sits in the hall sees it: their display shows those elsewhere, and of the hall only what a layout is about. */
const everything = ({ display, cameras, people }: Cast): Tile[] =>
  [...(display === 'judge' ? cameras.slice(0, mostCameras).map(cameraTile) : []), ...people.map(personTile)];

const isSame = (a: Tile, b: Tile): boolean => a.kind === b.kind && a.id === b.id;
const withLarge = (large: Tile, all: readonly Tile[]): Stage => ({ large: [large], small: all.filter((tile) => !isSame(tile, large)) });

/** Nobody elsewhere speaks: the first picture, which on the judge's display is the hall's. */
function bySpeaker(cast: Cast): Stage {
  const all = everything(cast);
  const { speaker } = cast;
  const large = all.find((tile) => speaker?.kind === 'person' && isSame(tile, personTile(speaker))) ?? all[0];
  return large ? withLarge(large, all) : { large: [], small: [] };
}

/** Whom the court hears: a witness elsewhere, of several the one who spoke last; else the hall's own place for one; else who is there at all. */
function heardTile(cast: Cast): Tile | undefined {
  const { people, speaker } = cast;
  const spokeLast = (tiles: readonly Pick<Participant, 'id'>[]) => tiles.find(({ id }) => speaker?.kind === 'person' && speaker.id === id) ?? tiles[0];
  const witness = spokeLast(people.filter(({ role }) => role === 'witness'));
  const anybody = spokeLast(people);
  return witness ? personTile(witness) : (showing(cast, 'witness')[0] ?? (anybody && personTile(anybody)));
}

function judgeAndWitness(cast: Cast): Stage {
  const judge = showing(cast, 'judge')[0] ?? cast.cameras.slice(0, 1).map(cameraTile)[0];
  const heard = heardTile(cast);
  return judge && heard ? { large: [judge, heard], small: [] } : bySpeaker(cast);
}

function byDocument(cast: Cast): Stage {
  const document = showing(cast, 'document')[0];
  return document ? withLarge(document, everything(cast)) : bySpeaker(cast);
}

const byLayout: Record<StageLayout, (cast: Cast) => Stage> = {
  speaker: bySpeaker,
  grid: (cast) => ({ large: everything(cast), small: [] }),
  judgeAndWitness,
  document: byDocument,
};

/** Which pictures stand on a display, and which of them large. What a layout is about and the hall does not have: as if who speaks had been chosen. */
export const arrange = (layout: StageLayout, cast: Cast): Stage => byLayout[layout](cast);
