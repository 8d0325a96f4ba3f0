import packageJson from '../../../package.json' with { type: 'json' };
import { startConsole } from '#main/main.ts';
import { startWebShell } from '#main/shells/web/index.ts';

/** The console with its web shell, run from the sources. Arguments: data folder, folder of the workers. */
const [dataDir = '', bundleDir = ''] = process.argv.slice(2);
const started = await startConsole({ dataDir, bundleDir, version: packageJson.version });
if (!started.ok) throw new Error(JSON.stringify(started.error));
const { face, log, stop } = started.value;
const web = await startWebShell({ face, host: '127.0.0.1', port: 0, rendererDir: bundleDir, lan: false, log });
if (!web.ok) throw new Error(JSON.stringify(web.error));
console.log(web.value.url);
process.once('SIGTERM', () => void web.value.close().then(stop).then(() => process.exit(0)));
