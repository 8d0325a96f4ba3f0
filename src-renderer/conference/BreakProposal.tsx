import { breakProposals, type BreakProposal } from '#shared/conference/quality/proposal.ts';
import type { ConferenceRoom } from '#shared/contract/conference.ts';
import type { DemandView } from '#shared/contract/calls/procedure.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { words } from '#shared/domain/words.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat.ts';
import { useOfficial } from '../i18n/useOfficial.ts';
import { usePreferences, useStatus } from '../stores/live.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import styles from './RemoteCard.module.css';

interface Props {
  hearing: Hearing;
  room: ConferenceRoom | null;
  /** What the order in force says about a technical break, with its clause. */
  demanded: readonly DemandView[];
  /** Opens the form of the break, with this as its reason. */
  onBegin: (reason: string) => void;
}

/** Shown once for each time: what was put off comes back only when it happens again. */
const keyOf = ({ participantId, why, sinceMs }: BreakProposal): string => JSON.stringify([participantId, why, sinceMs]);

/** Picture or sound of somebody has not been fit for some time: the console says so, and why. Whoever presides decides (K7-19, K185-22). */
export function BreakProposalNote({ hearing, room, demanded, onBegin }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useOfficial();
  const nowMs = useStatus((s) => s.status?.nowMs ?? 0);
  const [putOff, setPutOff] = useState<ReadonlySet<string>>(new Set());
  const wordsFor = useReasons(hearing);
  const people = room?.hasPage === true && !room.isStopped ? room.people : []; // without the window with the links it is known what is missing
  const proposals = breakProposals(people.map(({ quality, ...person }) => ({ ...person, verdicts: quality?.verdicts ?? [] })), nowMs).filter((one) => !putOff.has(keyOf(one)));
  if (proposals.length === 0) return null;
  return (
    <section className={styles.proposal} role="alert" aria-label={t('conference.proposal.title')}>
      <div>
        <h3><Icon name="warning" /> {t('conference.proposal.title')}</h3>
        <ul>
          {proposals.map((one) => <li key={keyOf(one)}>{t('conference.proposal.why', { what: wordsFor(one).shown, since: format.seconds(one.sinceMs) })}</li>)}
        </ul>
        <p className={styles.proposalRule}>{[...demanded.map(({ text, shown }) => [say(text), ...shown].join(' · ')), t('conference.proposal.decides')].join(' · ')}</p>
      </div>
      <div className={styles.buttons}>
        <Button variant="primary" icon="wrench" onClick={() => onBegin(proposals.map((one) => wordsFor(one).written).join('; '))}>{t('conference.proposal.begin')}</Button>
        <Button onClick={() => setPutOff((before) => new Set([...before, ...proposals.map(keyOf)]))}>{t('conference.proposal.not_now')}</Button>
      </div>
    </section>
  );
}

/** In the language of the screen, and in that of the hearing, whose protocol it goes into. */
function useReasons({ schedule }: Hearing): (proposal: BreakProposal) => { shown: string; written: string } {
  const screen = usePreferences((p) => p.language);
  return ({ participantId, why }) => {
    const name = schedule.participants.find(({ id }) => id === participantId)?.name ?? participantId;
    const inWords = (language: 'kk' | 'ru' | 'en'): string => {
      if (why.kind === 'cut') return `${name}: ${words.linkState.cut[language]}`;
      return `${name}: ${words.linkPart[`${why.way}_${why.part}`][language]} – ${words.linkReason[why.reason][language]}`;
    };
    return { shown: inWords(screen), written: inWords(schedule.language) };
  };
}
