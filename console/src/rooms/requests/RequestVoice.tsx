import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { Note } from '../../ui/notes.tsx';

/** Before approving: a machine voice keeps it from the loudspeakers, and where that is settled. Nothing where none does. */
export function RequestVoice({ view, signedIn }: { view: RequestView; signedIn: boolean }) {
  const { t } = useTranslation();
  if (view.voiceRefusal === null) return null;
  return (
    <Note>
      <p>{view.voiceRefusal}</p>
      {signedIn && <Link to={paths.voices}>{t('voices.open')}</Link>}
    </Note>
  );
}
