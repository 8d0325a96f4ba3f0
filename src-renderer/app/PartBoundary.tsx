import { messageOf } from '#shared/domain/errors.ts';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLinkState } from '../stores/live.ts';
import { Note } from '../ui/ErrorNote.tsx';
import { renewParts } from './part.tsx';

interface Props {
  children: ReactNode;
  /** What is shown in it: with something else, the failure is a thing of the past. */
  shown: string;
}

/** A part that cannot be loaded or drawn takes nothing else from the window: not the state bar, not the alarms. */
export function PartBoundary({ children, shown }: Props) {
  return <Boundary shown={shown} linked={useLinkState() === 'ready'}>{children}</Boundary>;
}

class Boundary extends Component<Props & { linked: boolean }, { failure: { thrown: unknown } | null }> {
  override state: { failure: { thrown: unknown } | null } = { failure: null };

  static getDerivedStateFromError(thrown: unknown) {
    return { failure: { thrown } };
  }

  /** The console answers again, or another screen was chosen. */
  override componentDidUpdate(before: Props & { linked: boolean }) {
    const { shown, linked } = this.props;
    if (this.state.failure && (before.shown !== shown || (linked && !before.linked))) this.again();
  }

  again = () => {
    renewParts();
    this.setState({ failure: null });
  };

  override render() {
    const { failure } = this.state;
    return failure ? <Failed thrown={failure.thrown} onRetry={this.again} /> : this.props.children;
  }
}

function Failed({ thrown, onRetry }: { thrown: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  return <Note what={t('shell.failed.what')} record={t('shell.failed.record')} todo={t('shell.failed.todo')} detail={messageOf(thrown)} onRetry={onRetry} />;
}
