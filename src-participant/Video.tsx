import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  stream: MediaStream | null;
  label: string;
  muted?: boolean;
  /** As in a mirror, the way people know themselves. */
  mirrored?: boolean;
  className?: string;
  onElement?: (video: HTMLVideoElement | null) => void;
}

/** A picture with its sound. Where the browser plays no sound before somebody has touched the page, it offers to. */
export function Video({ stream, label, muted = false, mirrored = false, className, onElement }: Props) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [isSilenced, setSilenced] = useState(false);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = stream;
    if (stream) element.play().then(() => setSilenced(false), (e: unknown) => setSilenced(e instanceof DOMException && e.name === 'NotAllowedError'));
  }, [stream]);
  return (
    <figure className={className}>
      <video ref={(element) => { video.current = element; onElement?.(element); }} muted={muted} playsInline className={mirrored ? 'mirrored' : undefined} />
      {label !== '' && <figcaption>{label}</figcaption>}
      {isSilenced && <button type="button" className="main hear" onClick={() => void video.current?.play().then(() => setSilenced(false))}>{t('room.hear')}</button>}
    </figure>
  );
}
