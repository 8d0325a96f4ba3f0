import type { User } from '#shared/contract/schemas.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useTranslation } from 'react-i18next';
import { Tabs } from '../../ui/Tabs.tsx';
import { TabTitle } from '../../ui/TabTitle.tsx';
import { HearingHeader } from '../HearingHeader.tsx';
import { LeftMarks } from '../insession/marks/LeftMarks.tsx';
import { useProcedure } from '../prepare/useProcedure.ts';
import { ActsTab, withoutAct } from './ActsTab.tsx';
import { DutiesTab, DutiesTitle } from './DutiesTab.tsx';
import { OutcomeNote } from './OutcomeNote.tsx';
import { ProtocolTab } from './ProtocolTab.tsx';
import { RecordingTab } from './RecordingTab.tsx';
import { SendingTab } from './SendingTab.tsx';
import type { Sending } from './sending.ts';
import { useSending } from './useSending.ts';
import styles from './After.module.css';

/** After the hearing: protocol, acts, the sealed recording, and what the court server has confirmed. */
export function After({ hearing, user }: { hearing: Hearing; user: User }) {
  const { t } = useTranslation();
  const sending = useSending(hearing);
  const procedure = useProcedure(hearing);
  const recorded = hearing.zeroUtcMs !== null;
  const sealed = hearing.phase.name === 'sealed' || hearing.phase.name === 'handed_over';
  const openActs = hearing.acts.filter((a) => !a.final).length + withoutAct(hearing).length;
  const version = hearing.protocols.findLast(({ kind }) => kind === 'short')?.version ?? 0;
  const tabs = [
    {
      id: 'protocol',
      title: <TabTitle done={version > 0} name={t('after.protocol.name')} state={version > 0 ? t('after.protocol.version', { version }) : t('after.protocol.not_composed')} />,
      content: <ProtocolTab hearing={hearing} user={user} />,
    },
    {
      id: 'recording',
      title: <TabTitle done={sealed} name={t('after.recording.name')} state={t(sealed ? 'after.recording.sealed' : 'after.recording.not_sealed')} />,
      content: <RecordingTab hearing={hearing} />,
    },
    {
      id: 'acts',
      title: <TabTitle done={openActs === 0} name={t('after.acts.name')} state={openActs > 0 ? t('after.acts.to_finish', { number: openActs }) : t('after.acts.finished', { number: hearing.acts.length })} />,
      content: <ActsTab hearing={hearing} user={user} />,
    },
    {
      id: 'sending',
      title: <SendingTitle sending={sending} />,
      content: <SendingTab sending={sending} />,
    },
    {
      id: 'duties',
      title: <DutiesTitle procedure={procedure} />,
      content: <DutiesTab hearing={hearing} user={user} procedure={procedure} />,
    },
  ];
  // What was never recorded has a protocol all the same: it says why.
  const shown = tabs.filter(({ id }) => recorded || (id === 'acts' ? hearing.incidents.length > 0 : id !== 'recording'));
  return (
    <div className={styles.screen}>
      <HearingHeader hearing={hearing} />
      <OutcomeNote hearing={hearing} user={user} />
      {user.role === 'secretary' && <LeftMarks hearingId={hearing.hearingId} />}
      {hearing.phase.name !== 'cancelled' && <Tabs label={t('after.parts')} tabs={shown} />}
    </div>
  );
}

/** Nothing is claimed of lists that have not answered. */
function SendingTitle({ sending }: { sending: Sending }) {
  const { t } = useTranslation();
  const told = sending.allSent ? t('after.sending.all_sent') : t('after.sending.waiting', { number: sending.waiting });
  return <TabTitle done={sending.allSent} name={t('after.sending.name')} state={sending.known ? told : '–'} />;
}
