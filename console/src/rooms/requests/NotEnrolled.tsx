import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { Note } from '../../ui/notes.tsx';

/** Behind a link on a phone that has no key of its person. */
export function NotEnrolled({ name }: { name: string }) {
  const { t } = useTranslation();
  return (
    <Note>
      <p>{t('approving.notEnrolled', { name })}</p>
      <Link to={paths.signIn} search={{ back: paths.account }}>
        {t('approving.signIn')}
      </Link>
    </Note>
  );
}
