import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readReturn } from '../../api.ts';
import { Note } from '../../ui/notes.tsx';
import { ReturnNote } from './ReturnNote.tsx';

/** On a bulletin that came back: why, to be read or heard. */
export function ReturnedPart({ bulletin }: { bulletin: string }) {
  const { t } = useTranslation();
  const found = useQuery({ queryKey: ['return', bulletin], queryFn: () => readReturn(bulletin) });
  const returned = found.data?.returned;
  if (!returned) return null;
  return (
    <Note>
      <p>{returned.reason === '' ? t('voiceNote.returned') : t('request.returned', { reason: returned.reason })}</p>
      {returned.noteMs !== null && <ReturnNote request={returned.request} durationMs={returned.noteMs} />}
    </Note>
  );
}
