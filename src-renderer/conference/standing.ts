import type { RemotePerson } from '#shared/contract/conference.ts';
import type { Remote } from '#shared/domain/remote/remote.ts';

/** How it stands with somebody elsewhere, in one word for a glance. */
export type Standing = 'not_invited' | 'invited' | 'arrived' | 'waiting' | 'in' | 'cut' | 'in_test' | 'cut_test';

export function standing({ invitation }: Remote, person: RemotePerson | null, isTest = false): Standing {
  if (person?.admitted && isTest) return person.link === 'connected' ? 'in_test' : 'cut_test';
  if (person?.admitted) return person.link === 'connected' ? 'in' : 'cut';
  if (person && person.hereSinceMs !== null) return person.link === 'connected' ? 'waiting' : 'arrived';
  return invitation ? 'invited' : 'not_invited';
}

export const toneOfStanding = { not_invited: 'plain', invited: 'plain', arrived: 'plain', waiting: 'plain', in: 'good', cut: 'bad', in_test: 'good', cut_test: 'bad' } as const;

const problems = ['no_sound', 'no_picture', 'bad_sound'] as const;

/** What a participant's page said; anything else is "other": it is input. */
export const problemWord = (text: string): string => problems.find((known) => known === text) ?? 'other';
