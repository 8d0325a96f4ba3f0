import { useTranslation } from 'react-i18next';
import { useStatus } from '../../stores/live.ts';
import { useCommand } from '../../stores/useCall.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

/** A test picture on the judge's and the hall's displays: a person walks round and looks. */
export function TestPictureButton() {
  const { t } = useTranslation();
  const pattern = useCommand('readiness.pattern');
  const isOn = useStatus((s) => s.status !== null && (s.status.patternUntilMs ?? 0) > s.status.nowMs);
  return (
    <>
      <Button pressed={isOn} busy={pattern.busy} onClick={() => void pattern.run({ on: !isOn })}>{t(isOn ? 'readiness.pattern_off' : 'readiness.pattern_on')}</Button>
      {pattern.error && <ErrorNote error={pattern.error} />}
    </>
  );
}
