import type { Camera, CameraSource, Microphone, MicrophoneSource } from '#shared/domain/hall.ts';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { rtspSource, sameSource, sourceText, type Found } from './hallDraft.ts';
import styles from './Settings.module.css';

interface DeviceListProps<D extends Camera | Microphone, S extends CameraSource | MicrophoneSource> {
  kind: 'camera' | 'microphone';
  devices: readonly D[];
  found: readonly Found<S>[];
  onChange: (devices: D[]) => void;
  onAdd: (source: S | { type: 'rtsp'; url: string }) => void;
  /** What else is said of a device. */
  renderMore?: (device: D) => ReactNode;
}

/** Devices of the hall with their names; below, what was found on this computer and is not used yet. */
export function DeviceList<D extends Camera | Microphone, S extends CameraSource | MicrophoneSource>({ kind, devices, found, onChange, onAdd, renderMore }: DeviceListProps<D, S>) {
  const { t } = useTranslation();
  const unused = found.filter((f) => !devices.some((d) => sameSource(d.source, f.source)));
  return (
    <Panel title={t(`settings.${kind}s`, { number: devices.length })}>
      <ul className={styles.devices}>
        {devices.map((device) => (
          <li key={device.id} className={styles.device}>
            <Field
              label={t('settings.device_name')} hint={sourceText(device.source)} value={device.label}
              onChange={(label) => onChange(devices.map((d) => (d.id === device.id ? { ...d, label } : d)))}
            />
            {renderMore?.(device)}
            <Button label={t('settings.remove_device', { name: device.label })} onClick={() => onChange(devices.filter((d) => d.id !== device.id))}><Icon name="cross" /></Button>
          </li>
        ))}
      </ul>
      {devices.length === 0 && <p className={styles.quiet}>{t(`settings.no_${kind}s`)}</p>}
      <div className={styles.found}>
        {unused.map((f) => (
          <Button key={sourceText(f.source)} icon="plus" className={styles.foundDevice} onClick={() => onAdd(f.source)}>{f.name}</Button>
        ))}
        <RtspEntry onAdd={onAdd} />
      </div>
    </Panel>
  );
}

/** Network devices do not announce themselves: their address is typed. */
function RtspEntry({ onAdd }: { onAdd: (source: { type: 'rtsp'; url: string }) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const source = rtspSource(typed);
  const add = () => {
    if (!source) return;
    onAdd(source);
    setTyped('');
  };
  return (
    <div className={styles.rtsp}>
      <Field label={t('settings.rtsp')} value={typed} onChange={setTyped} problem={typed !== '' && !source ? t('settings.rtsp_problem') : null} />
      <Button icon="plus" disabled={!source} onClick={add}>{t('common.add')}</Button>
    </div>
  );
}
