import { powerSaveBlocker } from 'electron';

/** Is a hearing being recorded? Tells at once, and on every change; returns how to stop listening. */
export type RecordingActive = (listener: (active: boolean) => void) => () => void;

/** While recording neither the computer sleeps nor the judge's monitor goes dark. */
export function stayAwakeWhileRecording(recordingActive: RecordingActive): () => void {
  let blocker: number | null = null;
  const release = () => {
    if (blocker !== null) powerSaveBlocker.stop(blocker);
    blocker = null;
  };
  const leave = recordingActive((active) => {
    if (!active) release();
    else blocker ??= powerSaveBlocker.start('prevent-display-sleep');
  });
  return () => {
    leave();
    release();
  };
}
