import { expect, test } from 'vitest';
import { isEarlyForWitness } from '#shared/domain/remote/witnesses.ts';
import { minuteMs, Played } from '../samples.ts';

const inSession = () => new Played().start({ type: 'open', tracks: [] }, minuteMs);
const mark = (played: Played, template: string) => played.do({ type: 'addMark', markId: template, atMs: played.nowMs, template, text: '' });

test('a witness is early until the part in which witnesses are called has been marked; nobody else ever is', () => {
  expect(isEarlyForWitness(new Played().state, { role: 'witness' })).toBe(true);
  expect(isEarlyForWitness(mark(inSession(), 'stage_rights').state, { role: 'witness' })).toBe(true);
  expect(isEarlyForWitness(inSession().state, { role: 'expert' })).toBe(false);
  expect(isEarlyForWitness(mark(inSession(), 'stage_examination').state, { role: 'witness' })).toBe(false);
  expect(isEarlyForWitness(mark(inSession(), 'stage_main_trial').state, { role: 'witness' })).toBe(false);
});

test('a mark that was withdrawn says nothing', () => {
  expect(isEarlyForWitness(mark(inSession(), 'stage_examination').do({ type: 'withdrawMark', markId: 'stage_examination' }).state, { role: 'witness' })).toBe(true);
});
