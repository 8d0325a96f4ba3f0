import { useTranslation } from 'react-i18next';
import { SignIn } from '../screens/signin/SignIn.tsx';
import { Wizard } from '../screens/wizard/Wizard.tsx';
import { useLinkState, useSession } from '../stores/live.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Entrance } from './Entrance.tsx';
import { Shell } from './Shell.tsx';

/** Who sits here decides what is shown: first start, sign-in, or the console itself. */
export function App() {
  const { phase, user, setup } = useSession((s) => s);
  if (phase === 'signed_in' && user) return <Shell user={user} />;
  if (phase === 'first_start') return <Wizard />;
  if (phase === 'signed_out' && setup) return <SignIn setup={setup} />;
  return <Starting />;
}

function Starting() {
  const { t } = useTranslation();
  const error = useSession((s) => s.error);
  const link = useLinkState();
  return (
    <Entrance>
      <p role="status">{t(link === 'down' ? 'common.connecting' : 'common.starting')}</p>
      {error && <ErrorNote error={error} />}
    </Entrance>
  );
}
