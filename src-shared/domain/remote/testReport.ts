import type { LinkFigures } from '../../conference/quality/figures.ts';
import type { LinkState } from '../../conference/link.ts';
import type { PartVerdict } from '../../conference/quality/quality.ts';
import { isFastEnough, type Speed } from '../../conference/quality/speed.ts';
import type { Language } from '../hearing/state.ts';
import { words } from '../words.ts';
import type { Participant } from '../schedule.ts';
import type { TestedPerson } from './testSession.ts';
import { testWords } from './words.ts';

export interface Tested {
  name: string;
  link: LinkState['name'];
  /** Seen and heard at both ends. */
  bothWays?: boolean;
  report: { speed: Speed | null; luminance: number | null; noiseDb: number | null } | null;
  quality: { figures: LinkFigures; verdicts: readonly PartVerdict[] } | null;
}

/** What a test session has shown of everybody who takes part from elsewhere, a line each: it goes into the record of the step (K7-15(5), K185-13). */
export const testReport = (people: readonly Tested[], language: Language): string => people.map((person) => `${person.name}: ${shown(person, language).join('; ')}`).join('\n');

/** The same of somebody in a session that was held. */
export const testedIn = ({ participantId, wasLinked, wasLetIn, report, quality }: TestedPerson, participants: readonly Participant[]): Tested =>
  ({ name: participants.find(({ id }) => id === participantId)?.name ?? participantId, link: wasLinked ? 'connected' : 'away', bothWays: wasLetIn, report, quality });

function shown({ link, bothWays, report, quality }: Tested, language: Language): string[] {
  const t = testWords[language];
  if (link !== 'connected') return [t.noLink];
  const [light, noise] = [report?.luminance ?? null, report?.noiseDb ?? null];
  return [
    t.linked, ...(bothWays === undefined ? [] : [bothWays ? t.bothWays : t.oneWay]), speedIn(report?.speed ?? null, language), ...(quality ? verdictsIn(quality.verdicts, language) : []),
    ...(typeof quality?.figures.roundTripMs === 'number' ? [t.roundTrip(Math.round(quality.figures.roundTripMs))] : []),
    ...(light === null ? [] : [t.light(Math.round(light))]), ...(noise === null ? [] : [t.noise(Math.round(noise))]),
  ];
}

const oneDecimal = (mbit: number): string => mbit.toFixed(1).replace('.', ',');

function speedIn(speed: Speed | null, language: Language): string {
  const t = testWords[language];
  return speed ? `${t.speed(oneDecimal(speed.upMbit), oneDecimal(speed.downMbit))} (${isFastEnough(speed) ? t.enough : t.tooSlow})` : t.notMeasured;
}

function verdictsIn(verdicts: readonly PartVerdict[], language: Language): string[] {
  const bad = verdicts.flatMap(({ way, part, grade, reason }) => (grade === 'good' || reason === null
    ? [] : [`${words.linkPart[`${way}_${part}`][language]}: ${words.linkGrade[grade][language]} (${words.linkReason[reason][language]})`]));
  return bad.length > 0 ? bad : [testWords[language].good];
}
