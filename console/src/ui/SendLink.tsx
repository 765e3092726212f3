import { Button } from '@mantine/core';
import { IconShare } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyField } from './CopyField.tsx';
import { ErrorNote } from './notes.tsx';

interface Props {
  /** Asks the server for the link. */
  make: () => Promise<{ text: string }>;
  /** What the button says, where it is not just a link. */
  label?: string;
}

/** Makes a personal link and hands its text to the phone's share sheet. */
export function SendLink({ make, label }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const making = useMutation({
    mutationFn: make,
    onSuccess: async (link) => {
      setText(link.text);
      // The share sheet of a phone; where there is none, or it was closed, the text is there to be copied.
      await navigator.share?.({ text: link.text }).catch(() => undefined);
    },
  });
  return (
    <>
      <Button
        variant="default"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<IconShare aria-hidden />}
        loading={making.isPending}
        onClick={() => making.mutate()}
      >
        {label ?? t('asking.share')}
      </Button>
      <ErrorNote error={making.error} />
      {text !== null && <CopyField label={t('asking.text')} text={text} />}
    </>
  );
}
