import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openConnection } from '../../src-peer/connection.ts';
import { programmeThroughSfu, watchThroughSfu } from '../../src-peer/sfuConnection.ts';
import { client } from '../stores/live.ts';
import { Icon } from '../ui/Icon.tsx';
import { followCamera } from './cameraFeed.ts';
import { HallLinks } from './hallLinks.ts';
import styles from './LinksPage.module.css';
import { measureLinks } from './measuring.ts';
import { nothingToSee } from './nothing.ts';
import { OutReport } from './outReport.ts';
import { pageTimers } from './pageTimers.ts';
import { PictureTaps } from './pictureTaps.ts';
import { SharedCameras } from './sharedCameras.ts';
import { mixSound } from './soundMix.ts';
import { useCameraOut } from './useCameraOut.ts';
import { useProgramme } from './useProgramme.ts';
import { writtenTrack } from './writtenTrack.ts';

function createLinks(): HallLinks {
  return new HallLinks({
    open: openConnection, watch: watchThroughSfu, publish: programmeThroughSfu, timers: pageTimers, newId: () => crypto.randomUUID(), nothing: nothingToSee(), mix: mixSound,
    pictures: new PictureTaps((whose, batch) => client.call('conference.picture', { ...whose, ...batch })),
    say: (participantId, signal) => void client.call('conference.say', { participantId, signal }),
    toSfu: (ask) => void client.call('conference.sfu', { ask }),
    linkStands: (participantId, state) => void client.call('conference.link', {
      participantId, link: state.name, sinceAgoMs: 'sinceMs' in state ? Math.max(0, performance.now() - state.sinceMs) : 0,
    }),
  });
}

const createCameras = (): SharedCameras<VideoFrame> => new SharedCameras({ follow: followCamera, openTrack: writtenTrack, timers: pageTimers });

/** The window that holds the links: small, aside, and nothing to do in it. Closing it cuts everybody off until it is opened again. */
export function LinksPage() {
  const { t } = useTranslation();
  const [links] = useState(createLinks);
  const [isReplaced, setReplaced] = useState(false);
  const [report] = useState(() => new OutReport());
  const [cameras] = useState(createCameras);
  useProgramme(links, useCameraOut(), cameras.follow, report);
  useEffect(() => {
    window.courtroomLinks = links;
    window.courtroomCameras = cameras;
    const stop = client.subscribe('conference.page', {}, (item) => {
      if (item.type === 'replaced') {
        setReplaced(true);
        report.end();
      }
      if (item.type === 'room') report.again();
      links.take(item);
    });
    const stopMeasuring = measureLinks(links, (measured) => void client.call('conference.measured', { links: measured }));
    return () => {
      stop();
      stopMeasuring();
      delete window.courtroomLinks;
      delete window.courtroomCameras;
      links.close();
      cameras.close();
    };
  }, [links, cameras, report]);
  return (
    <main className={styles.page}>
      <h1><Icon name="screen" />{t('conference.links.title')}</h1>
      <p role="status">{t(isReplaced ? 'conference.links.replaced' : 'conference.links.keep_open')}</p>
      <HallLoudspeaker links={links} />
      <PassedOn links={links} />
    </main>
  );
}

/** Everybody who was let in is heard in the hall; each by an element of their own, for one plays the first track of a stream only. */
function HallLoudspeaker({ links }: { links: HallLinks }) {
  const [streams, setStreams] = useState<readonly MediaStream[]>([]);
  useEffect(() => links.onStreams(() => setStreams(links.admittedStreams())), [links]);
  return streams.map((stream) => <Voice key={stream.id} stream={stream} />);
}

/** Chromium hands a link's sound over only while an element plays it: these play it silenced. */
function PassedOn({ links }: { links: HallLinks }) {
  const [streams, setStreams] = useState<readonly MediaStream[]>([]);
  useEffect(() => links.onStreams(() => setStreams(links.passedOnStreams())), [links]);
  return streams.map((stream) => <Silenced key={stream.id} stream={stream} />);
}

function Silenced({ stream }: { stream: MediaStream }) {
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    if (!audio.current) return;
    audio.current.srcObject = stream;
    void play(audio.current);
  }, [stream]);
  return <audio ref={audio} muted />;
}

function Voice({ stream }: { stream: MediaStream }) {
  const { t } = useTranslation();
  const audio = useRef<HTMLAudioElement>(null);
  const [isSilenced, setSilenced] = useState(false);
  useEffect(() => {
    if (!audio.current) return;
    audio.current.srcObject = stream;
    void play(audio.current).then((plays) => setSilenced(!plays));
  }, [stream]);
  const hear = (): void => { if (audio.current) void play(audio.current).then((plays) => setSilenced(!plays)); };
  return (
    <>
      <audio ref={audio} />
      {isSilenced && <button type="button" onClick={hear}>{t('conference.links.hear')}</button>}
    </>
  );
}

/** False: the browser plays no sound before somebody has touched the window. */
const play = (audio: HTMLAudioElement): Promise<boolean> => audio.play().then(() => true, () => false);
