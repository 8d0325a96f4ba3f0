import type { Output } from '#shared/contract/index.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Prepare.module.css';

/** Another hearing that needs the same hall, judge or participant at about the same time. */
export function ClashNote({ clash }: { clash: Output<'procedure.get'>['clashes'][number] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { about, name, caseNumber, startsAtMs } = clash;
  return <p className={styles.finding}><span><Icon name="warning" /> {t(`prepare.clash.${about}`, { name, caseNumber, at: format.dateTime(startsAtMs) })}</span></p>;
}
