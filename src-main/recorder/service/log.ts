import type { Clock, Log } from '#main/app/ports/index.ts';
import { redact, redactText } from '#main/process/redact.ts';

interface Deps {
  clock: Pick<Clock, 'nowMs'>;
  /** One JSON line, to where it is kept. */
  write: (line: string) => void;
  /** To the console, while one is there. */
  pass: (level: keyof Log, text: string, more?: Record<string, unknown>) => void;
}

/** Says things into the recorder's own log file and to the console. A secret never gets past this function: neither to the one nor to the other. */
export function createServiceLog({ clock, write, pass }: Deps): Log {
  const at = (level: keyof Log) => (area: string, said: string, details?: object): void => {
    const text = redactText(said);
    const more = details && (redact({ ...details }) as Record<string, unknown>);
    write(JSON.stringify({ at: new Date(clock.nowMs()).toISOString(), level, area, text, ...(more ? { more } : {}) }));
    pass(level, text, more);
  };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}
