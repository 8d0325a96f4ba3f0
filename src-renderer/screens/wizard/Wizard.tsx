import { useState } from 'react';
import { Entrance } from '../../app/Entrance.tsx';
import { SetupSteps } from './SetupSteps.tsx';
import { Welcome } from './Welcome.tsx';

/** First start: set this hall up, or look around in the demonstration hall. */
export function Wizard() {
  const [setting, setSetting] = useState(false);
  return <Entrance wide>{setting ? <SetupSteps onLeave={() => setSetting(false)} /> : <Welcome onSetUp={() => setSetting(true)} />}</Entrance>;
}
