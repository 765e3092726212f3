import { Button, TextInput } from '@mantine/core';
import type { Grant } from '@nguon/protocol/http/accounts.ts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { delegate, listDelegates } from '../../api.ts';
import { useNow } from '../../session.ts';
import { addDays, dayOf } from '../../time.ts';
import { DayField } from '../../ui/DayField.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import compose from '../bulletins/compose.module.css';

/** Days from today to the last day that is offered at first: away for three days. */
const AWAY_DAYS = 3;
/** More than these are found by name. */
const WITHOUT_SEARCH = 6;
/** As the server has it. */
const LONGEST_DAYS = 92;

/** Ủy quyền in two taps: to whom, and the button; the day and the paper's number are there to be changed. */
export function DelegateForm({ grant, onClose }: { grant: Grant; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const today = dayOf(useNow());
  const [user, setUser] = useState<string | null>(null);
  const [until, setUntil] = useState(() => addDays(today, AWAY_DAYS));
  const [paper, setPaper] = useState('');
  const handing = useMutation({
    mutationFn: () => delegate({ grant: grant.id, user: user ?? '', until, paper: paper.trim() || null }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: ['delegations'] });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (user !== null) handing.mutate();
  };
  const title = t('delegation.hand', { role: t(`roles.${grant.role}`), unit: grant.unitName });
  return (
    <Sheet opened onClose={onClose} title={title}>
      <form className="stack" onSubmit={submit}>
        <To grant={grant.id} chosen={user} onChoose={setUser} />
        <DayField
          label={t('delegation.until')}
          required
          withAsterisk={false}
          min={today}
          max={addDays(today, LONGEST_DAYS)}
          value={until}
          onChange={setUntil}
        />
        <TextInput
          label={t('delegation.paper')}
          maxLength={100}
          value={paper}
          onChange={(event) => setPaper(event.currentTarget.value)}
        />
        <ErrorNote error={handing.error} />
        <Button type="submit" loading={handing.isPending} disabled={user === null}>
          {t('delegation.act')}
        </Button>
      </form>
    </Sheet>
  );
}

function To({ grant, chosen, onChoose }: { grant: string; chosen: string | null; onChoose: (user: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const people = useQuery({
    queryKey: ['delegates', grant, text.trim()],
    queryFn: () => listDelegates(grant, text.trim()),
    placeholderData: keepPreviousData,
  });
  const many = (people.data?.length ?? 0) > WITHOUT_SEARCH;
  return (
    <fieldset className={compose['choices']}>
      <legend>{t('delegation.to')}</legend>
      {(many || text !== '') && (
        <TextInput
          type="search"
          label={t('delegation.find')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <ErrorNote error={people.error} />
      {people.data?.length === 0 && <p>{t('delegation.nobody')}</p>}
      {people.data?.slice(0, many ? WITHOUT_SEARCH : undefined).map(({ id, name, unitName }) => (
        <label key={id} className={compose['choice']}>
          <input type="radio" name="delegate" checked={chosen === id} onChange={() => onChoose(id)} />
          <span>
            {name}
            <small>{unitName}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
