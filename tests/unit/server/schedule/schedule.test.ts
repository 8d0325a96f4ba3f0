import { describe, expect, test } from 'vitest';
import { scheduleAnswerSchema } from '#shared/court-api/index.ts';
import { dateOf, dayRange, localIso } from '../../../../src-server/schedule/days.ts';
import { demoPhotos } from '../../../../src-server/schedule/demoPhoto.ts';
import { demoDay, demoHall } from '../../../../src-server/schedule/demoDay.ts';
import { parseScheduleFile } from '../../../../src-server/schedule/importFile.ts';

describe('days', () => {
  test('a day of the court\'s zone, also one that is shorter or longer', () => {
    expect(dayRange('2026-11-21', 'Asia/Almaty')).toEqual({ fromMs: Date.parse('2026-11-20T19:00:00Z'), toMs: Date.parse('2026-11-21T19:00:00Z') });
    // On 1 March 2024 Almaty's clocks went from +06 to +05: the last day of February had 25 hours.
    const { fromMs, toMs } = dayRange('2024-02-29', 'Asia/Almaty');
    expect((toMs - fromMs) / 3_600_000).toBe(25);
  });

  test('the date and the wall clock of a moment', () => {
    const moment = Date.parse('2026-11-20T20:30:15Z');
    expect(dateOf(moment, 'Asia/Almaty')).toBe('2026-11-21');
    expect(dateOf(moment, 'UTC')).toBe('2026-11-20');
    expect(localIso(moment, 'Asia/Almaty')).toBe('2026-11-21T01:30:15.000');
  });
});

test('the demonstration day keeps to the API\'s own schema and its own number space', () => {
  const hearings = demoDay('2026-11-21', demoHall, 'Asia/Almaty', demoPhotos());
  const parsed = scheduleAnswerSchema.parse({ date: '2026-11-21', hearings });
  expect(parsed.hearings).toEqual(hearings);
  expect(hearings).toHaveLength(8);
  expect(new Set(hearings.map((h) => h.schedule.instance))).toEqual(new Set(['first', 'appeal', 'cassation']));
  expect(hearings.every((h) => h.schedule.caseNumber.startsWith('ДЕМО-'))).toBe(true);
  expect(new Set(hearings.map((h) => dateOf(h.schedule.startsAtMs, 'Asia/Almaty')))).toEqual(new Set(['2026-11-21']));
});

describe('schedule file', () => {
  const fieldOf = (text: string) => {
    const parsed = parseScheduleFile(text);
    return parsed.ok ? null : parsed.error.field;
  };
  test.each([
    ['not JSON at line 2', '{\n"hearings": nope}', 'line 2'],
    ['cut off', '{\n"hearings": [\n', 'line 3'],
    ['not a file of hearings', '[]', 'file'],
    ['a field missing', '{"hearings": [{"serverHearingId": "x"}]}', 'hearings.0.schedule'],
  ])('%s', (_name, text, field) => expect(fieldOf(text)).toBe(field));
});
