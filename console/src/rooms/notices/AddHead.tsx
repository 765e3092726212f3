import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addHead } from '../../api-notices.ts';
import { findUnits } from '../../api.ts';
import { ErrorNote } from '../../ui/notes.tsx';

/** Meetings, cleaning, a lost buffalo: more in a day is rare. */
const USUAL_PER_DAY = 3;

/** Thêm trưởng thôn: of which village of a commune, who, and how many notices a day. */
export function AddHead({ unit, onAdded }: { unit: string; onAdded: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [village, setVillage] = useState('');
  const [name, setName] = useState('');
  const [perDay, setPerDay] = useState(USUAL_PER_DAY);
  const villages = useQuery({ queryKey: ['units', 'inside', unit], queryFn: () => findUnits({ parent: unit }) });
  const adding = useMutation({
    mutationFn: () => addHead({ unit: village, name: name.trim(), perDay }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['village-heads'] });
      onAdded();
    },
  });
  const choices = villages.data?.map((one) => ({ value: one.id, label: one.name })) ?? [];
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        adding.mutate();
      }}
    >
      <NativeSelect
        label={t('heads.village')}
        size="lg"
        value={village}
        data={[{ value: '', label: '' }, ...choices]}
        onChange={(event) => setVillage(event.currentTarget.value)}
      />
      <TextInput
        label={t('heads.name')}
        size="lg"
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NumberInput
        label={t('heads.perDay')}
        size="lg"
        min={1}
        max={10}
        allowDecimal={false}
        value={perDay}
        onChange={(value) => setPerDay(Number(value))}
      />
      <ErrorNote error={villages.error ?? adding.error} />
      <Button type="submit" size="lg" loading={adding.isPending} disabled={village === '' || name.trim() === ''}>
        {t('heads.add')}
      </Button>
    </form>
  );
}
