import { appError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { DemoCourtServer, Uploader } from './ports/index.ts';
import type { Settings } from './settings.ts';

/** Keeps the console linked to the court server inside the demonstration hall, wherever that listens today. */
export class DemoServerLink {
  readonly #server: DemoCourtServer;
  readonly #settings: Settings;
  readonly #uploader: Pick<Uploader, 'configure'>;

  constructor(server: DemoCourtServer, settings: Settings, uploader: Pick<Uploader, 'configure'>) {
    this.#server = server;
    this.#settings = settings;
    this.#uploader = uploader;
  }

  /** When the demonstration hall is chosen. */
  first(): Promise<Result<void>> {
    return this.#link(null);
  }

  /** At every later start, while no other court server was entered. */
  async again(): Promise<Result<void>> {
    const token = await this.#settings.demoServerToken();
    return token === null ? ok(undefined) : this.#link(token);
  }

  /** Another court server was entered. */
  async leave(): Promise<void> {
    await this.#settings.saveDemoServerToken(null);
    await this.#server.stop();
  }

  async #link(knownToken: string | null): Promise<Result<void>> {
    const started = await this.#server.start();
    if (!started.ok) return started;
    const deviceToken = started.value.deviceToken ?? knownToken;
    if (deviceToken === null) return err(appError('court_server.unauthorized'));
    const link = { url: started.value.url, deviceToken };
    await this.#settings.saveDemoServerToken(deviceToken);
    await this.#settings.saveCourtServer(link);
    this.#uploader.configure(link);
    return ok(undefined);
  }
}
