import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { addSlot } from '../../api.ts';
import { ClockField } from '../../ui/ClockField.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import styles from './timetable.module.css';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** A weekly slot: for the unit's own bulletins, or a relay of another station. */
export function AddSlot({ unit, opened, onClose }: { unit: string; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [kind, setKind] = useState<'bulletins' | 'relay'>('bulletins');
  const [title, setTitle] = useState('');
  const [from, setFrom] = useState('17:00');
  const [to, setTo] = useState('17:30');
  const [stream, setStream] = useState('');
  const [weekdays, setWeekdays] = useState<number[]>(EVERY_DAY);
  const add = useMutation({
    mutationFn: () =>
      addSlot(unit, { kind, title: title.trim(), from, to, weekdays, stream: kind === 'relay' ? stream.trim() : null }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['timetable'] });
      setTitle('');
      onClose();
    },
  });
  const wrongHours = to <= from ? t('timetable.needOrder') : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (wrongHours === null && weekdays.length > 0) add.mutate();
  };
  return (
    <Sheet opened={opened} onClose={onClose} title={t('timetable.add')}>
      <form className="stack" onSubmit={submit}>
        <TextInput
          label={t('timetable.slotTitle')}
          required
          withAsterisk={false}
          maxLength={200}
          data-autofocus
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('timetable.kind')}
          value={kind}
          data={[
            { value: 'bulletins', label: t('timetable.kindBulletins') },
            { value: 'relay', label: t('timetable.kindRelay') },
          ]}
          onChange={(event) => setKind(event.currentTarget.value === 'relay' ? 'relay' : 'bulletins')}
        />
        {kind === 'relay' && (
          <TextInput
            type="url"
            label={t('timetable.stream')}
            required
            withAsterisk={false}
            value={stream}
            onChange={(event) => setStream(event.currentTarget.value)}
          />
        )}
        <div className="row" style={{ alignItems: 'start' }}>
          <ClockField label={t('timetable.from')} value={from} onChange={setFrom} />
          <ClockField label={t('timetable.to')} value={to} onChange={setTo} />
        </div>
        {wrongHours !== null && <p role="alert">{wrongHours}</p>}
        <Checkbox.Group
          label={t('timetable.weekdays')}
          error={weekdays.length === 0 ? t('timetable.needDays') : null}
          value={weekdays.map(String)}
          onChange={(chosen) => setWeekdays(EVERY_DAY.filter((day) => chosen.includes(String(day))))}
        >
          <div className={styles['weekdays']}>
            {EVERY_DAY.map((day) => (
              <Checkbox
                key={day}
                py="xs"
                value={String(day)}
                label={t('timetable.weekday', { returnObjects: true })[day - 1]}
              />
            ))}
          </div>
        </Checkbox.Group>
        <ErrorNote error={add.error} />
        <Button type="submit" loading={add.isPending}>
          {t('timetable.add')}
        </Button>
      </form>
    </Sheet>
  );
}
