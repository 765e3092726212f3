import type { NoticeDesk, NoticeRequest } from '@nguon/protocol/http/notices.ts';
import { useTranslation } from 'react-i18next';
import { Note } from '../../ui/notes.tsx';

/** Đã gửi: what a village head sent lately, each with what became of it. Nothing where nothing was. */
export function SentNotices({ sent }: Pick<NoticeDesk, 'sent'>) {
  const { t } = useTranslation();
  if (sent.length === 0) return null;
  return (
    <section className="sheet stack" aria-labelledby="da-gui">
      <h2 id="da-gui">{t('notice.sentTitle')}</h2>
      {sent.map(({ id, title, request }) => (
        <div key={id} className="stack-tight">
          <b>{title}</b>
          <Fate of={request} />
        </div>
      ))}
    </section>
  );
}

const TROUBLES: ReadonlySet<string> = new Set(['returned', 'expired', 'withdrawn', 'stopped', 'unheard']);

/** What became of what was sent. */
export function Fate({ of: { state, when, reason, air } }: { of: NoticeRequest }) {
  const { t } = useTranslation();
  const fate = state === 'approved' ? (air ?? 'planned') : state;
  const said = { when, reason: reason || t('notice.noReason') };
  return <Note kind={TROUBLES.has(fate) ? 'info' : 'done'}>{t(`notice.states.${fate}`, said)}</Note>;
}

/** Whether nothing more becomes of it. */
export function isOver({ state, air }: NoticeRequest): boolean {
  return state === 'approved' ? air === 'heard' || air === 'stopped' || air === 'unheard' : state !== 'waiting';
}
