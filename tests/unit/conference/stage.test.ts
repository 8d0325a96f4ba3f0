import { describe, expect, test } from 'vitest';
import { automaticCamera } from '#shared/conference/cameraOut.ts';
import { arrange, arrangementSchema, cameraIn, layoutIn, rearranged, usualArrangement, type Cast, type Stage } from '#shared/conference/stage.ts';

const cameras: Cast['cameras'] = [{ id: 'hall' }, { id: 'bench', shows: 'judge' }, { id: 'paper', shows: 'document' }];
const people: Cast['people'] = [{ id: 'accused', role: 'accused' }, { id: 'witness', role: 'witness' }];
const cast = (more: Partial<Cast> = {}): Cast => ({ display: 'judge', cameras, people, speaker: null, ...more });
const ids = ({ large, small }: Stage): string[][] => [large, small].map((tiles) => tiles.map(({ id }) => id));

describe('who speaks is large', () => {
  test('somebody elsewhere by their picture, somebody in the hall by the hall\'s', () => {
    expect(ids(arrange('speaker', cast({ speaker: { kind: 'person', id: 'witness' } })))).toEqual([['witness'], ['hall', 'bench', 'paper', 'accused']]);
    expect(ids(arrange('speaker', cast({ speaker: { kind: 'hall' } })))).toEqual([['hall'], ['bench', 'paper', 'accused', 'witness']]);
  });

  test('who spoke and was sent out is large no more', () => {
    expect(ids(arrange('speaker', cast({ people: people.slice(0, 1), speaker: { kind: 'person', id: 'witness' } })))).toEqual([['hall'], ['bench', 'paper', 'accused']]);
  });

  test('with nobody elsewhere the judge sees the hall\'s cameras as they stand, four at most; the hall sees none', () => {
    const many = Array.from({ length: 6 }, (_, i) => ({ id: `cam${i + 1}` }));
    expect(ids(arrange('speaker', cast({ cameras: many, people: [] })))).toEqual([['cam1'], ['cam2', 'cam3', 'cam4']]);
    expect(arrange('speaker', cast({ display: 'hall', people: [] }))).toEqual({ large: [], small: [] });
  });

  test('the hall sees those elsewhere and not itself', () => {
    expect(ids(arrange('speaker', cast({ display: 'hall' })))).toEqual([['accused'], ['witness']]);
    expect(ids(arrange('speaker', cast({ display: 'hall', speaker: { kind: 'person', id: 'witness' } })))).toEqual([['witness'], ['accused']]);
  });
});

test('in a grid all are equal, whoever speaks', () => {
  expect(ids(arrange('grid', cast({ speaker: { kind: 'person', id: 'witness' } })))).toEqual([['hall', 'bench', 'paper', 'accused', 'witness'], []]);
  expect(ids(arrange('grid', cast({ display: 'hall' })))).toEqual([['accused', 'witness'], []]);
});

describe('judge and witness, half each', () => {
  test('the judge\'s camera and the witness elsewhere, on both displays', () => {
    for (const display of ['judge', 'hall'] as const) expect(ids(arrange('judgeAndWitness', cast({ display })))).toEqual([['bench', 'witness'], []]);
  });

  test('of several witnesses the one who spoke last', () => {
    const two: Cast['people'] = [...people, { id: 'second', role: 'witness' }];
    expect(ids(arrange('judgeAndWitness', cast({ people: two })))[0]).toEqual(['bench', 'witness']);
    expect(ids(arrange('judgeAndWitness', cast({ people: two, speaker: { kind: 'person', id: 'second' } })))[0]).toEqual(['bench', 'second']);
    expect(ids(arrange('judgeAndWitness', cast({ people: two, speaker: { kind: 'person', id: 'accused' } })))[0]).toEqual(['bench', 'witness']);
  });

  test('without a witness elsewhere the place in the hall where witnesses stand; else whoever is elsewhere', () => {
    const accused = people.slice(0, 1);
    expect(ids(arrange('judgeAndWitness', cast({ people: accused, cameras: [...cameras, { id: 'stand', shows: 'witness' }] })))[0]).toEqual(['bench', 'stand']);
    expect(ids(arrange('judgeAndWitness', cast({ people: accused })))[0]).toEqual(['bench', 'accused']);
  });

  test('no camera is said to be the judge\'s: the first one; nobody to be heard: who speaks', () => {
    expect(ids(arrange('judgeAndWitness', cast({ cameras: [{ id: 'hall' }] })))[0]).toEqual(['hall', 'witness']);
    expect(arrange('judgeAndWitness', cast({ people: [] }))).toEqual(arrange('speaker', cast({ people: [] })));
    expect(arrange('judgeAndWitness', cast({ cameras: [] }))).toEqual(arrange('speaker', cast({ cameras: [] })));
  });
});

test('the document is large, the others small; without a camera for documents it is who speaks', () => {
  expect(ids(arrange('document', cast()))).toEqual([['paper'], ['hall', 'bench', 'accused', 'witness']]);
  expect(ids(arrange('document', cast({ display: 'hall' })))).toEqual([['paper'], ['accused', 'witness']]);
  const without = cast({ cameras: [{ id: 'hall' }] });
  expect(arrange('document', without)).toEqual(arrange('speaker', without));
});

test('what was chosen holds in its own hearing alone', () => {
  const camera = { mode: 'camera', cameraId: 'bench' } as const;
  const chosen = { hearingId: 'one', judge: 'grid', hall: 'document', camera } as const;
  expect([layoutIn(chosen, 'one', 'judge'), layoutIn(chosen, 'one', 'hall')]).toEqual(['grid', 'document']);
  expect([layoutIn(chosen, 'two', 'judge'), layoutIn(undefined, 'one', 'hall'), layoutIn(usualArrangement, 'one', 'judge')]).toEqual(['speaker', 'speaker', 'speaker']);
  expect([cameraIn(chosen, 'one'), cameraIn(chosen, 'two'), cameraIn(undefined, 'one')]).toEqual([camera, automaticCamera, automaticCamera]);
  expect(rearranged(chosen, 'one', { hall: 'grid' })).toEqual({ ...chosen, hall: 'grid' });
  expect(rearranged(chosen, 'two', { hall: 'grid' })).toEqual({ ...usualArrangement, hearingId: 'two', hall: 'grid' });
});

test('what was kept before a camera could be chosen is as it was, with none chosen', () => {
  expect(arrangementSchema.parse({ hearingId: 'one', judge: 'grid', hall: 'document' })).toEqual({ hearingId: 'one', judge: 'grid', hall: 'document', camera: automaticCamera });
});
