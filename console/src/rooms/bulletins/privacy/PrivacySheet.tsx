import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { justifyPrivacy, readBulletinPrivacy } from '../../../api.ts';
import { ErrorNote, Note } from '../../../ui/notes.tsx';
import { Findings, Justifications } from './Findings.tsx';
import styles from './privacy.module.css';
import { READING_AGAIN_MS } from './reading.ts';

/** On a bulletin's page: what it tells of private people, and where a second person says why it goes out all the same. */
export function PrivacySheet({ bulletin, revision }: { bulletin: string; revision: string }) {
  const { t } = useTranslation();
  const heading = useId();
  const found = useQuery({
    queryKey: ['bulletin', bulletin, 'privacy', revision],
    queryFn: () => readBulletinPrivacy(bulletin),
    refetchInterval: ({ state }) => (state.data?.reading ? READING_AGAIN_MS : false),
  });
  if (!found.data) return null;
  if (found.data.findings.length === 0) return found.data.reading ? <Note>{t('privacy.reading')}</Note> : null;
  const { findings, justifications, settled, mayJustify, whyNot } = found.data;
  return (
    <section className={`sheet ${styles['panel']}`} aria-labelledby={heading}>
      <h2 id={heading}>{t('privacy.title')}</h2>
      <p>{settled ? t('privacy.settled') : t('privacy.lead')}</p>
      <Findings findings={findings} />
      <Justifications justifications={justifications} />
      {mayJustify && <ReasonForm bulletin={bulletin} revision={found.data.revision} />}
      {whyNot !== null && <Note>{whyNot}</Note>}
    </section>
  );
}

function ReasonForm({ bulletin, revision }: { bulletin: string; revision: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const justify = useMutation({
    mutationFn: () => justifyPrivacy(bulletin, { revision, reason: reason.trim() }),
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        justify.mutate();
      }}
    >
      <Textarea
        label={t('privacy.reason')}
        description={t('privacy.reasonHelp')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        required
        withAsterisk={false}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ErrorNote error={justify.error} />
      <Button type="submit" loading={justify.isPending} disabled={reason.trim() === ''}>
        {t('privacy.justify')}
      </Button>
    </form>
  );
}
