import { problemsOf, type KeptTestCall, type TestLeg } from '#shared/domain/remote/testCall.ts';
import { slower } from '#shared/conference/quality/speed.ts';
import type { AppError } from '#shared/domain/errors.ts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { useCommand, useQuery } from '../../stores/useCall.ts';
import { useSettings } from '../../stores/live.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StateSign } from '../../ui/StateSign.tsx';
import { callThisHall } from './callThisHall.ts';
import styles from './Diagnostics.module.css';

type Step = 'line' | 'direct' | 'relay';

/** Is everything fit that lies between this hall and somebody elsewhere? The hall calls itself as they would; what came of it is kept. */
export function TestCall() {
  const { t } = useTranslation();
  const { step, error, arrived, run } = useTestCall();
  const list = useQuery('conference.testCalls', {});
  const call = async (): Promise<void> => {
    await run();
    list.reload();
  };
  return (
    <Panel title={t('diagnostics.test_call.title')} aside={<Button icon="refresh" busy={step !== null} onClick={() => void call()}>{t('diagnostics.test_call.make')}</Button>}>
      <p>{t('diagnostics.test_call.what')}</p>
      {step && <p role="status">{t(`diagnostics.test_call.step.${step}`)}</p>}
      {step && <Arrived tracks={arrived} />}
      {error && <ErrorNote error={error} />}
      {list.data && list.data.calls.length === 0 && <p>{t('diagnostics.test_call.none')}</p>}
      {list.data?.calls[0] && <Verdict call={list.data.calls[0]} />}
      {list.data && list.data.calls.length > 0 && <Calls calls={list.data.calls} />}
    </Panel>
  );
}

function useTestCall() {
  const hall = useSettings((s) => s.settings?.hall ?? null);
  const begin = useCommand('conference.testCall');
  const keep = useCommand('conference.keepTestCall');
  const [step, setStep] = useState<Step | null>(null);
  const [arrived, setArrived] = useState<readonly MediaStreamTrack[]>([]);
  const [error, setError] = useState<AppError | null>(null);
  const run = async (): Promise<void> => {
    const cameraId = hall?.cameras[0]?.id;
    setStep('line');
    setError(null);
    const begun = await begin.run({});
    if (begun.ok && cameraId !== undefined) {
      const legs = await callThisHall(cameraId, begun.value.iceServers, { onLeg: setStep, onArrived: setArrived });
      const kept = await keep.run({ call: { line: begun.value.line, ...legs } });
      if (!kept.ok) setError(kept.error);
    } else if (!begun.ok) setError(begun.error);
    setArrived([]);
    setStep(null);
  };
  return { step, error, arrived, run };
}

/** What a participant would see. */
function Arrived({ tracks }: { tracks: readonly MediaStreamTrack[] }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!video.current) return;
    video.current.srcObject = new MediaStream([...tracks]);
    video.current.play().catch(() => undefined); // muted pictures always play; a call that ends just now is over
  }, [tracks]);
  return <video ref={video} className={styles.arrived} muted playsInline disablePictureInPicture tabIndex={-1} aria-label={t('diagnostics.test_call.arrived')} />;
}

function Verdict({ call }: { call: KeptTestCall }) {
  const { t } = useTranslation();
  const format = useFormat();
  const problems = problemsOf(call);
  return (
    <div className={styles.callVerdict} role="status" aria-label={t('diagnostics.test_call.last', { at: format.dateTime(call.atMs) })}>
      {problems.length === 0 && <StateSign tone="good">{t('diagnostics.test_call.fit')}</StateSign>}
      {problems.map((problem) => <StateSign key={problem} tone={problem === 'no_turn' ? 'plain' : 'bad'}>{t(`diagnostics.test_call.problem.${problem}`)}</StateSign>)}
    </div>
  );
}

const columns = ['at', 'by', 'line', 'way', 'connected', 'speed', 'round_trip', 'loss', 'frames', 'level'] as const;

function Calls({ calls }: { calls: readonly KeptTestCall[] }) {
  const { t } = useTranslation();
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead><tr>{columns.map((column) => <th key={column} scope="col">{t(`diagnostics.test_call.column.${column}`)}</th>)}</tr></thead>
        {calls.map((call) => <CallRows key={call.atMs} call={call} />)}
      </table>
    </div>
  );
}

function CallRows({ call: { atMs, by, line, direct, relay } }: { call: KeptTestCall }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <tbody>
      <tr>
        <td rowSpan={2}>{format.dateTime(atMs)}</td>
        <td rowSpan={2}>{by}</td>
        <td rowSpan={2}>{t('diagnostics.test_call.line', { ms: format.number(line.roundTripMs), mbit: format.number(line.upMbit, 1) })}</td>
        <LegCells way="direct" leg={direct} />
      </tr>
      <tr>{relay ? <LegCells way="relay" leg={relay} /> : <td colSpan={7}>{t('diagnostics.test_call.no_turn')}</td>}</tr>
    </tbody>
  );
}

function LegCells({ way, leg }: { way: 'direct' | 'relay'; leg: TestLeg }) {
  const { t } = useTranslation();
  const format = useFormat();
  const show = (value: number | null, decimals = 0): string => (value === null ? '–' : format.number(value, decimals));
  const { connectedAfterMs, speed, roundTripMs, lossPercent, frameRate, levelDb } = leg;
  return (
    <>
      <td>{t(`diagnostics.test_call.way.${way}`)}</td>
      <td>{connectedAfterMs === null ? <StateSign tone="bad">{t('diagnostics.test_call.not_connected')}</StateSign> : <StateSign tone="good">{t('diagnostics.test_call.after', { seconds: show(connectedAfterMs / 1000, 1) })}</StateSign>}</td>
      <td>{show(speed && slower(speed), 1)}</td>
      <td>{show(roundTripMs)}</td>
      <td>{show(lossPercent, 1)}</td>
      <td>{show(frameRate)}</td>
      <td>{show(levelDb)}</td>
    </>
  );
}
