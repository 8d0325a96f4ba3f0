import { writeSync } from 'node:fs';
import { head, openMailDesk, plainServer } from './mailDesk.ts';
import { silentLog, systemClock } from './testStore.ts';

/** The console's side of telling by e-mail in a process of its own: says the hearing once its message is queued, and lives until it is killed. */
const { file, port, sends } = JSON.parse(process.argv[2] ?? '') as { file: string; port: number; sends: boolean };
const desk = await openMailDesk(file, systemClock, silentLog);
await desk.settings.saveMailServer(plainServer(port));
await desk.settings.saveMailPeople({ people: [head], atOnce: false });
desk.postman.configure(plainServer(port));
const target = await desk.failed();
await desk.send(target);
writeSync(1, `${target.hearingId}\n`);
if (sends) desk.postman.start(desk.noticeMail.report);
setInterval(() => undefined, 60_000);
