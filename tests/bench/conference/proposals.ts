import { ConsoleClient } from '../../../src-main/cli/ctl/client.ts';
import { breakProposals } from '../../../src-shared/conference/quality/proposal.ts';
import type { ConferenceRoom } from '../../../src-shared/contract/conference.ts';
import type { BenchHall, Later } from './hall.ts';

/** Notes from now on what the secretary would be proposed a technical break for, and every verdict that was not good; each once. */
export async function noteProposals(later: Later, { url, secretary }: BenchHall): Promise<{ proposals: string[]; verdicts: string[] }> {
  const connected = await ConsoleClient.connect(url, null);
  if (!connected.ok) throw new Error(connected.error.detail);
  const following = new AbortController();
  later(async () => { following.abort(); connected.value.close(); });
  await connected.value.call('session.resume', { token: secretary.token });
  const [proposals, verdicts] = [new Set<string>(), new Set<string>()];
  void connected.value.stream('conference', {}, (item) => {
    const { people } = item as ConferenceRoom;
    for (const { quality } of people) for (const { way, part, grade, reason, sinceMs } of quality?.verdicts ?? []) if (grade !== 'good') verdicts.add(`${way} ${part} ${grade} ${reason} ${sinceMs}`);
    const judged = people.map(({ quality, ...person }) => ({ ...person, verdicts: quality?.verdicts ?? [] }));
    for (const { participantId, why, sinceMs } of breakProposals(judged, Date.now())) proposals.add(`${participantId} ${JSON.stringify(why)} ${sinceMs}`);
  }, following.signal);
  return { get proposals() { return [...proposals]; }, get verdicts() { return [...verdicts]; } };
}
