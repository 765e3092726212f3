import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { Findings, Justifications } from '../bulletins/privacy/Findings.tsx';

/** Before approving: what would be told of private people, and who said why. Nothing where nobody is told of. */
export function RequestPrivacy({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  const heading = useId();
  const { findings, justifications } = view.privacy;
  if (findings.length === 0) return null;
  return (
    <section className="sheet stack" aria-labelledby={heading}>
      <h2 id={heading}>{t('privacy.title')}</h2>
      <Findings findings={findings} />
      <Justifications justifications={justifications} />
      {view.state === 'waiting' && (
        <Link to={paths.bulletin} params={{ bulletin: view.request.revision.bulletin }}>
          {t('privacy.open')}
        </Link>
      )}
    </section>
  );
}
