import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../api-call.ts';
import { keepReading } from '../../api.ts';
import { Note } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useSample } from '../speech/useSample.ts';

interface Props {
  unit: string;
  /** As it stands in the text. */
  written: string;
  /** As the machine says it now. */
  spoken: string;
  onClose: () => void;
}

/** How one word is said: heard as it is, tried otherwise, and kept for the whole commune. */
export function ReadingSheet({ unit, written, spoken, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const tongue = i18n.language === 'en' ? 'en' : 'vi';
  const client = useQueryClient();
  const [wish, setWish] = useState(spoken);
  const hearing = useSample(unit);
  const keeping = useMutation({
    mutationFn: () => keepReading({ unit, written, spoken: wish }),
    onSuccess: async () => {
      await Promise.all(['spoken', 'readings'].map(async (kept) => client.invalidateQueries({ queryKey: [kept] })));
      onClose();
    },
  });
  const failed = keeping.error ?? hearing.error;
  return (
    <Sheet title={t('reading.title', { written })} opened onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          keeping.mutate();
        }}
      >
        <p>{t('reading.now', { spoken })}</p>
        <TextInput
          label={t('reading.wish')}
          description={t('reading.wishHelp')}
          maxLength={200}
          value={wish}
          data-autofocus
          onChange={(event) => setWish(event.currentTarget.value)}
        />
        {failed && <Note kind="error">{sentenceOf(failed, tongue)}</Note>}
        <Button variant="default" loading={hearing.isPending} onClick={() => hearing.mutate(wish)}>
          {t('reading.hear')}
        </Button>
        <Button type="submit" loading={keeping.isPending} disabled={wish.trim() === '' || wish.trim() === spoken}>
          {t('reading.keep')}
        </Button>
        <p className="soft small">{t('reading.scope')}</p>
      </form>
    </Sheet>
  );
}
