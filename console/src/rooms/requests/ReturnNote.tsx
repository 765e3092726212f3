import { Button } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchReturnNote } from '../../api.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import { useTime } from '../../ui/useTime.ts';
import styles from './request.module.css';

/** The spoken reason of a return. It is fetched when somebody wants to hear it: only who may read the request gets it. */
export function ReturnNote({ request, durationMs }: { request: string; durationMs: number }) {
  const { t } = useTranslation();
  const { length } = useTime();
  const hearing = useMutation({ mutationFn: async () => URL.createObjectURL(await fetchReturnNote(request)) });
  const url = hearing.data;
  useEffect(() => () => URL.revokeObjectURL(url ?? ''), [url]);
  if (url !== undefined) {
    return <audio className={styles['note']} controls autoPlay src={url} aria-label={t('voiceNote.title')} />;
  }
  return (
    <div className="stack-tight">
      <Button
        variant="default"
        leftSection={<IconPlayerPlayFilled size={18} aria-hidden />}
        loading={hearing.isPending}
        onClick={() => hearing.mutate()}
      >
        {t('voiceNote.hear', { length: length(durationMs) })}
      </Button>
      <ErrorNote error={hearing.error} />
    </div>
  );
}
