import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../../api-call.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';

/** What went wrong with a passkey: the server's refusal, or that the browser gave none. Nothing when there is no error. */
export function PasskeyTrouble({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (error === null || error === undefined || error instanceof ApiFailure) return <ErrorNote error={error} />;
  return <Note kind="error">{t('security.passkeyGivenUp')}</Note>;
}
