import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepReading } from '../../api.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useSample } from './useSample.ts';

interface Props {
  unit: string;
  /** The reading that is changed; null for a new one. */
  reading: { written: string; spoken: string } | null;
  onClose: () => void;
}

/** A word or a name and how it is said: heard before it is kept. */
export function ReadingForm({ unit, reading, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [written, setWritten] = useState(reading?.written ?? '');
  const [wish, setWish] = useState(reading?.spoken ?? '');
  const hearing = useSample(unit);
  const keeping = useMutation({
    mutationFn: () => keepReading({ unit, written, spoken: wish }),
    onSuccess: async () => {
      await Promise.all(['readings', 'spoken'].map(async (kept) => client.invalidateQueries({ queryKey: [kept] })));
      onClose();
    },
  });
  const ready = written.trim() !== '' && wish.trim() !== '' && wish.trim() !== reading?.spoken;
  return (
    <Sheet
      title={reading ? t('reading.title', { written: reading.written }) : t('readings.add')}
      opened
      onClose={onClose}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          keeping.mutate();
        }}
      >
        {!reading && (
          <TextInput
            label={t('readings.written')}
            description={t('readings.writtenHelp')}
            maxLength={80}
            value={written}
            data-autofocus
            onChange={(event) => setWritten(event.currentTarget.value)}
          />
        )}
        <TextInput
          label={t('reading.wish')}
          description={t('reading.wishHelp')}
          maxLength={200}
          value={wish}
          {...(reading && { 'data-autofocus': true })}
          onChange={(event) => setWish(event.currentTarget.value)}
        />
        <ErrorNote error={keeping.error ?? hearing.error} />
        <Button
          variant="default"
          loading={hearing.isPending}
          disabled={wish.trim() === ''}
          onClick={() => hearing.mutate(wish)}
        >
          {t('reading.hear')}
        </Button>
        <Button type="submit" loading={keeping.isPending} disabled={!ready}>
          {t('reading.keep')}
        </Button>
        <p className="soft small">{t('reading.scope')}</p>
      </form>
    </Sheet>
  );
}
