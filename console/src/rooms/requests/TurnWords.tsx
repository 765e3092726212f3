import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';

/** Of bulletins that take turns: which order this is, and which others still wait. Nothing for anything else. */
export function TurnWords({ rotation }: Pick<RequestView, 'rotation'>) {
  const { t } = useTranslation();
  if (!rotation) return null;
  const { turn, turns, others } = rotation;
  const waiting = others.filter(({ state }) => state === 'waiting');
  return (
    <section className="sheet stack-tight">
      <h2>{t('turns.title')}</h2>
      <p>{t('turns.which', { turn, turns })}</p>
      {waiting.map(({ id, turn: other }) => (
        <Link key={id} to={paths.request} params={{ request: id }}>
          {t('turns.open', { turn: other })}
        </Link>
      ))}
    </section>
  );
}
