import { Button, Textarea } from '@mantine/core';
import { IconEraser } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { correctBulletin } from '../../../api.ts';
import { paths } from '../../../paths.ts';
import { HoldButton } from '../../../ui/HoldButton.tsx';
import { ErrorNote } from '../../../ui/notes.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';

/** Đính chính: takes the error off the air and opens the desk with its correction. */
export function CorrectButton({ bulletin }: { bulletin: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState('');
  const correct = useMutation({
    mutationFn: () => correctBulletin(bulletin, reason.trim()),
    onSuccess: async (draft) => {
      await client.invalidateQueries();
      await navigate({ to: paths.revise, params: { bulletin: draft.id } });
    },
  });
  return (
    <>
      <Button variant="default" leftSection={<IconEraser aria-hidden />} onClick={() => setOpened(true)}>
        {t('correction.begin')}
      </Button>
      <Sheet opened={opened} onClose={() => setOpened(false)} title={t('correction.begin')}>
        <div className="stack">
          <p>{t('correction.beginHelp')}</p>
          <Textarea
            label={t('correction.reason')}
            maxLength={500}
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ErrorNote error={correct.error} />
          <HoldButton
            label={t('correction.begin')}
            icon={<IconEraser aria-hidden />}
            disabled={correct.isPending}
            onHeld={() => correct.mutate()}
          />
        </div>
      </Sheet>
    </>
  );
}
