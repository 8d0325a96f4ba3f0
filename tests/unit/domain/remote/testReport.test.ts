import { expect, test } from 'vitest';
import { testReport, type Tested } from '#shared/domain/remote/testReport.ts';
import { play, steady, times, withFault } from '../../conference/quality/series.ts';

const tested = (more: Partial<Tested> = {}): Tested => ({
  name: 'Образцова Проба', link: 'connected', report: { speed: { downMbit: 4.24, upMbit: 2.1 }, luminance: 120.4, noiseDb: -52.3 },
  quality: { figures: steady, verdicts: play(times(5, steady)).at(-1) ?? [] }, ...more,
});

test('K7-15(5), K185-13: a line for each, with everything that was measured', () => {
  expect(testReport([tested(), tested({ name: 'Сынақбек Үлгіұлы', link: 'away' })], 'ru')).toBe(
    'Образцова Проба: связь установлена; скорость: от него 2,1, к нему 4,2 Мбит/с (достаточно); изображение и звук хорошие; туда и обратно 40 мс; свет 120 из 255; шум -52 дБ\n'
    + 'Сынақбек Үлгіұлы: связь не установлена',
  );
});

test('what is not good is named with its reason; what was not measured is said to be so', () => {
  const lost = withFault('from', { lossPercent: 30 });
  const text = testReport([tested({ report: null, quality: { figures: lost, verdicts: play(times(6, lost)).at(-1) ?? [] } })], 'kk');
  expect(text).toContain('жылдамдығы өлшенбеген');
  expect(text).toContain('қатысушының дыбысы: жарамсыз (деректер жоғалып жатыр)');
  expect(testReport([tested({ report: { speed: { downMbit: 5, upMbit: 0.6 }, luminance: null, noiseDb: null } })], 'ru')).toContain('(недостаточно)');
});
