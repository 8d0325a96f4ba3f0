import { app } from 'electron';
import { standBack } from '../../process/priority.ts';

/** Everything that windows show, the pictures of the links too, stands back behind the recording. */
export function letWindowsStandBack(): void {
  app.on('web-contents-created', (_, page) => {
    page.on('did-finish-load', () => { standBack(page.getOSProcessId()); });
  });
}
