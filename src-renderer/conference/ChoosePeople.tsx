import type { Participant } from '#shared/domain/schedule.ts';
import { words } from '#shared/domain/words.ts';
import { useState } from 'react';
import { useWords } from '../i18n/useWords.ts';
import { Button } from '../ui/Button.tsx';
import { intoView } from '../ui/intoView.ts';
import styles from './Channels.module.css';

interface Props {
  people: readonly Participant[];
  /** Ticked to begin with. */
  chosen: readonly string[];
  lead: string;
  act: string;
  busy: boolean;
  onAct: (ids: string[]) => void;
}

export function ChoosePeople({ people, chosen, lead, act, busy, onAct }: Props) {
  const say = useWords();
  const [ids, setIds] = useState<readonly string[]>(chosen);
  const ticked = people.filter(({ id }) => ids.includes(id)).map(({ id }) => id);
  return (
    <fieldset ref={intoView} className={styles.choice}>
      <legend>{lead}</legend>
      {people.map(({ id, name, role }) => (
        <label key={id} className={styles.tick}>
          <input type="checkbox" checked={ids.includes(id)} onChange={() => setIds(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id])} />
          {' '}{name} · {say(words.participantRole[role])}
        </label>
      ))}
      <Button variant="primary" busy={busy} disabled={ticked.length === 0} onClick={() => onAct(ticked)}>{act}</Button>
    </fieldset>
  );
}
