import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hintsFor, measureDevices, type Devices, type Measured } from './devices.ts';
import type { ParticipantSession, Step } from './session.ts';
import { Video } from './Video.tsx';

/** Quieter than this nobody speaks. */
const heardFromDb = -45;

/** Camera and microphone seen and heard before anybody else does. */
export function DeviceCheck({ step, session }: { step: Extract<Step, { name: 'devices' }>; session: ParticipantSession }) {
  const { t } = useTranslation();
  return (
    <section className="card devices">
      <h2>{t('devices.title')}</h2>
      {step.problem && <p className="refusal" role="alert">{t(`devices.${step.problem}`)}</p>}
      {step.problem && <button type="button" className="main" onClick={() => void session.openDevices()}>{t('devices.again')}</button>}
      {!step.problem && !step.devices && <p>{t('devices.ask')}</p>}
      {step.devices && <Checked devices={step.devices} session={session} />}
    </section>
  );
}

function Checked({ devices, session }: { devices: Devices; session: ParticipantSession }) {
  const { t } = useTranslation();
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [measured, setMeasured] = useState<Measured | null>(null);
  const [heard, setHeard] = useState(false);
  useEffect(() => {
    if (!video) return undefined;
    return measureDevices(devices.stream, video, (now) => {
      session.measured(now);
      setMeasured(now);
      if (now.levelDb > heardFromDb) setHeard(true);
    });
  }, [devices, video, session]);
  return (
    <>
      <Video stream={devices.stream} label={t('room.self')} muted mirrored onElement={setVideo} />
      <p>{t('devices.level')}</p>
      <meter min={-60} max={0} low={heardFromDb} value={measured?.levelDb ?? -60} aria-label={t('devices.microphone')} />
      <p role="status">{t(heard ? 'devices.heard' : 'devices.not_heard')}</p>
      {measured && hintsFor(measured).map((hint) => <p key={hint} className="hint">{t(`devices.${hint}`)}</p>)}
      <p className="names">{t('devices.camera')}: {devices.tracks.video.label}<br />{t('devices.microphone')}: {devices.tracks.audio.label}</p>
      <button type="button" className="main" onClick={() => session.ready()}>{t('devices.ready')}</button>
    </>
  );
}
