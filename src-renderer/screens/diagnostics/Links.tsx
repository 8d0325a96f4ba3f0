import { ways, type Way } from '#shared/conference/quality/figures.ts';
import type { ConferenceRoom, RemotePerson } from '#shared/contract/conference.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bandwidthOf } from '../../conference/quality.ts';
import { QualityFaults } from '../../conference/QualityNote.tsx';
import { useFormat } from '../../format/useFormat.ts';
import { useConferenceRoom } from '../../stores/conference.ts';
import { useHearing } from '../../stores/live.ts';
import { useQuery } from '../../stores/useCall.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { StateSign } from '../../ui/StateSign.tsx';
import styles from './Diagnostics.module.css';
import { linkGraphs } from './linkGraphs.ts';
import { TestCall } from './TestCall.tsx';
import { TimeGraph } from './TimeGraph.tsx';

/** The links to those elsewhere: what is measured just now, what is to be said of it, and how it was; and whether there could be any. */
export function Links() {
  const { t } = useTranslation();
  const room = useConferenceRoom();
  const { hearing } = useHearing(room?.hearingId ?? null);
  const isEmpty = !room || room.people.length === 0 || !hearing;
  return (
    <div className={styles.links}>
      {isEmpty ? <Panel title={t('diagnostics.links')}><p>{t('diagnostics.no_links')}</p></Panel> : <Measured room={room} hearing={hearing} />}
      <TestCall />
    </div>
  );
}

const columns = ['participant', 'way', 'mbit', 'loss', 'gaps', 'jitter', 'round_trip', 'frames', 'freezes', 'level'] as const;

function Measured({ room, hearing }: { room: ConferenceRoom; hearing: Hearing }) {
  const { t } = useTranslation();
  const nameOf = (id: string): string => hearing.schedule.participants.find((one) => one.id === id)?.name ?? id;
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = room.people.find(({ participantId }) => participantId === chosen) ?? room.people[0];
  return (
    <div className={styles.links}>
      <Panel title={t('diagnostics.links')}>
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead><tr>{columns.map((column) => <th key={column} scope="col">{t(`diagnostics.link_column.${column}`)}</th>)}</tr></thead>
            {room.people.map((person) => <PersonRows key={person.participantId} person={person} name={nameOf(person.participantId)} />)}
          </table>
        </div>
      </Panel>
      {shown && (
        <Panel
          title={t('diagnostics.link_graphs')}
          aside={<Select label={t('diagnostics.link_column.participant')} value={shown.participantId} onChange={setChosen} options={room.people.map(({ participantId }) => ({ value: participantId, label: nameOf(participantId) }))} />}
        >
          <Graphs key={shown.participantId} hearingId={hearing.hearingId} participantId={shown.participantId} />
        </Panel>
      )}
    </div>
  );
}

function PersonRows({ person: { quality, link }, name }: { person: RemotePerson; name: string }) {
  const { t } = useTranslation();
  return (
    <tbody>
      {ways.map((way) => <WayRow key={way} way={way} name={way === 'from' ? name : null} quality={quality} />)}
      <tr>
        <td colSpan={columns.length}>
          {!quality && <StateSign tone={link === 'reconnecting' || link === 'failed' ? 'bad' : 'plain'}>{t(link === 'connected' ? 'diagnostics.link_measuring' : `conference.link.${link}`)}</StateSign>}
          {quality?.verdicts.every(({ grade }) => grade === 'good') && <StateSign tone="good">{t('conference.quality.good')}</StateSign>}
          {quality && <span className={styles.verdicts}><QualityFaults quality={quality} /></span>}
        </td>
      </tr>
    </tbody>
  );
}

function WayRow({ way, name, quality }: { way: Way; name: string | null; quality: RemotePerson['quality'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const figures = quality?.figures[way];
  const show = (value: number | null | undefined, decimals = 0) => (value === null || value === undefined ? '–' : format.number(value, decimals));
  return (
    <tr>
      {name !== null && <th scope="rowgroup" rowSpan={ways.length}>{name}</th>}
      <td>{t(`diagnostics.way.${way}`)}</td>
      <td>{show(figures && bandwidthOf(figures), 2)}</td>
      <td>{show(figures?.lossPercent, 1)}</td>
      <td>{show(figures?.gapPercent, 1)}</td>
      <td>{show(figures?.jitterMs)}</td>
      <td>{show(quality?.figures.roundTripMs)}</td>
      <td>{show(figures?.frameRate)}</td>
      <td>{show(figures?.freezes)}</td>
      <td>{show(figures?.levelDb)}</td>
    </tr>
  );
}

/** Points come about once in five seconds. */
const askAgainMs = 5000;
const mostPoints = 1440;

function Graphs({ hearingId, participantId }: { hearingId: string; participantId: string }) {
  const { t } = useTranslation();
  const { data, reload } = useQuery('conference.history', { hearingId, participantId, sinceMs: 0, limit: mostPoints });
  useEffect(() => {
    const timer = setInterval(reload, askAgainMs);
    return () => clearInterval(timer);
  }, [reload]);
  const graphs = linkGraphs(data?.points ?? [], (name) => t(`diagnostics.link_line.${name}`));
  return (
    <div className={styles.linkGraphs}>
      {graphs.map(({ id, history, range }) => <TimeGraph key={id} title={t(`diagnostics.link_graph.${id}`)} history={history} range={range} />)}
    </div>
  );
}
