import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type LogEntryBody, type LogRow, LogSource } from '@nguon/protocol/http/reports.ts';
import { localDate, localInstant, localMinute, zoneOffset } from '@nguon/protocol/wall-clock.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addLogEntry } from '../../api.ts';
import { dayOf, spokenClock } from '../../time.ts';
import { DayField } from '../../ui/DayField.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useTime } from '../../ui/useTime.ts';
import styles from './books.module.css';

const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');

/** What the form holds; hours as HH:MM of the day. */
interface Draft {
  station: string;
  day: string;
  from: string;
  until: string;
  content: string;
  source: LogEntryBody['source'];
  reader: string;
  approver: string;
  reason: string;
  cancels: boolean;
}

interface Props {
  unit: string;
  /** The line that is put right; null: a new one. */
  corrects: LogRow['entry'];
  onClose: () => void;
}

/** Ghi tay một dòng, or another that corrects one. */
export function EntryForm({ unit, corrects, onClose }: Props) {
  const { t } = useTranslation();
  const { now } = useTime();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => (corrects === null ? emptyDraft(dayOf(now)) : draftOf(corrects)));
  const put = (changed: Partial<Draft>): void => setDraft({ ...draft, ...changed });
  const saving = useMutation({
    mutationFn: () => addLogEntry(unit, bodyOf(draft, corrects?.id ?? null)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['log-book'] });
      onClose();
    },
  });
  const wrongHours = draft.until <= draft.from;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!wrongHours) saving.mutate();
  };
  return (
    <Sheet opened onClose={onClose} title={corrects === null ? t('logEntry.title') : t('books.correct')}>
      <form className="stack" onSubmit={submit}>
        <p className="soft small">{t('logEntry.help')}</p>
        <Airing draft={draft} put={put} />
        {wrongHours && <p role="alert">{t('logEntry.needOrder')}</p>}
        <Textarea
          label={corrects === null ? t('logEntry.reason') : t('logEntry.reasonCorrect')}
          required
          withAsterisk={false}
          maxLength={500}
          autosize
          minRows={2}
          value={draft.reason}
          onChange={(event) => put({ reason: event.currentTarget.value })}
        />
        {corrects !== null && (
          <Checkbox
            py="xs"
            label={t('logEntry.cancels')}
            checked={draft.cancels}
            onChange={(event) => put({ cancels: event.currentTarget.checked })}
          />
        )}
        <ErrorNote error={saving.error} />
        <Button type="submit" loading={saving.isPending}>
          {t('logEntry.save')}
        </Button>
      </form>
    </Sheet>
  );
}

/** What was on the air, when, where, by whom. */
function Airing({ draft, put }: { draft: Draft; put: (changed: Partial<Draft>) => void }) {
  const { t } = useTranslation();
  const { tongue } = useTime();
  const text = (name: 'content' | 'station' | 'reader' | 'approver', required = false) => (
    <TextInput
      label={t(`logEntry.${name}`)}
      description={name === 'station' ? t('logEntry.stationHelp') : undefined}
      required={required}
      withAsterisk={false}
      maxLength={200}
      value={draft[name]}
      onChange={(event) => put({ [name]: event.currentTarget.value })}
    />
  );
  const time = (name: 'from' | 'until') => (
    <TextInput
      type="time"
      label={t(`logEntry.${name}`)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      description={draft[name] === '' ? undefined : spokenClock(draft[name], tongue)}
      required
      withAsterisk={false}
      value={draft[name]}
      onChange={(event) => put({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      {text('content', true)}
      <div className={styles['hours']}>
        <DayField
          label={t('logEntry.day')}
          required
          withAsterisk={false}
          value={draft.day}
          onChange={(day) => put({ day: day })}
        />
        {time('from')}
        {time('until')}
      </div>
      {text('station')}
      <NativeSelect
        label={t('logEntry.source')}
        value={draft.source}
        data={LogSource.options.map((value) => ({
          value,
          label: value === 'relay' ? t('logEntry.sources.relay') : t(`origins.${value}`),
        }))}
        onChange={(event) => put({ source: LogSource.parse(event.currentTarget.value) })}
      />
      {text('reader')}
      {text('approver')}
    </>
  );
}

function emptyDraft(day: string): Draft {
  const words = { station: '', content: '', reader: '', approver: '', reason: '' };
  return { ...words, day, from: '05:00', until: '05:30', source: 'relay', cancels: false };
}

function draftOf(entry: NonNullable<LogRow['entry']>): Draft {
  const clock = (instant: string): string => {
    const minute = localMinute(Date.parse(instant), OFFSET);
    return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  };
  const { station, content, source, reader, approver } = entry;
  return {
    station: station ?? '',
    day: localDate(Date.parse(entry.from), OFFSET),
    from: clock(entry.from),
    until: clock(entry.until),
    content,
    source,
    reader: reader ?? '',
    approver: approver ?? '',
    reason: '',
    cancels: false,
  };
}

function bodyOf(draft: Draft, corrects: string | null): LogEntryBody {
  const instant = (clock: string): string => {
    const [hours = 0, minutes = 0] = clock.split(':').map(Number);
    return new Date(localInstant(draft.day, hours * 60 + minutes, OFFSET)).toISOString();
  };
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return {
    station: orNull(draft.station),
    from: instant(draft.from),
    until: instant(draft.until),
    content: draft.content.trim(),
    source: draft.source,
    language: draft.source === 'relay' ? null : 'vi',
    reader: orNull(draft.reader),
    approver: orNull(draft.approver),
    reason: draft.reason.trim(),
    corrects,
    cancels: draft.cancels,
  };
}
