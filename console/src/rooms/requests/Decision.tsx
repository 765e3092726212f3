import { Button, Textarea } from '@mantine/core';
import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { approveRequest, returnRequest, withdrawRequest } from '../../api.ts';
import { useMe } from '../../session.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { FootButtons } from '../../ui/Page.tsx';
import styles from './request.module.css';
import type { useListening } from './useListening.ts';

/** Duyệt when it was heard, Trả lại with a reason; for whoever may not, why not. */
export function Decision({ view, listening }: { view: RequestView; listening: ReturnType<typeof useListening> }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [returning, setReturning] = useState(false);
  const approve = useMutation({
    mutationFn: async () => {
      const heard = view.sounds.length > 0 ? await listening.settle() : null;
      return approveRequest(view.id, { digest: view.digest, listening: heard });
    },
    onSuccess: async (decided) => {
      client.setQueryData(['request', view.id], decided);
      await client.invalidateQueries();
    },
  });
  if (!view.mayApprove) return <NotMine view={view} />;
  const missing = Math.ceil(listening.missingMs / 1000);
  return (
    <>
      <ErrorNote error={approve.error} />
      <FootButtons>
        <Button variant="default" leftSection={<IconArrowBackUp aria-hidden />} onClick={() => setReturning(true)}>
          {t('request.return')}
        </Button>
        <Button
          data-main
          leftSection={missing > 0 ? undefined : <IconCheck aria-hidden />}
          disabled={missing > 0}
          loading={approve.isPending}
          onClick={() => approve.mutate()}
        >
          <span>
            {t('request.approve')}
            {missing > 0 && (
              <span className={styles['missing']}>{t('request.approveMissing', { seconds: missing })}</span>
            )}
          </span>
        </Button>
      </FootButtons>
      <ReturnForm view={view} opened={returning} onClose={() => setReturning(false)} />
    </>
  );
}

/** Why this person cannot approve; whoever submitted it may take it back. */
function NotMine({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => withdrawRequest(view.id),
    onSuccess: async (decided) => {
      client.setQueryData(['request', view.id], decided);
      await client.invalidateQueries();
    },
  });
  return (
    <>
      <p>{view.whyNot}</p>
      <ErrorNote error={withdraw.error} />
      {view.request.author === me.id && (
        <FootButtons>
          <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t('request.withdraw')}
          </Button>
        </FootButtons>
      )}
    </>
  );
}

function ReturnForm({ view, opened, onClose }: { view: RequestView; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const giveBack = useMutation({
    mutationFn: () => returnRequest(view.id, reason.trim()),
    onSuccess: async (decided) => {
      client.setQueryData(['request', view.id], decided);
      onClose();
      await client.invalidateQueries();
    },
  });
  return (
    <Sheet opened={opened} onClose={onClose} title={t('request.returnTitle')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          giveBack.mutate();
        }}
      >
        <Textarea
          label={t('request.reason')}
          autosize
          minRows={3}
          maxRows={8}
          maxLength={2000}
          required
          withAsterisk={false}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ErrorNote error={giveBack.error} />
        <Button type="submit" loading={giveBack.isPending} disabled={reason.trim() === ''}>
          {t('request.return')}
        </Button>
      </form>
    </Sheet>
  );
}
