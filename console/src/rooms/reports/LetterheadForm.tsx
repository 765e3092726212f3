import { Button, Textarea, TextInput } from '@mantine/core';
import type { Letterhead } from '@nguon/protocol/http/reports.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addOrganization, listOrganizations, readLetterhead, setLetterhead } from '../../api.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';

const EMPTY: Letterhead = { above: [], name: [], symbol: null, place: null, signerTitles: [] };

/** Dòng đầu và chức danh ký of the office at home in a unit; where there is none yet, its name makes it. */
export function LetterheadForm({ unit }: { unit: string }) {
  const { t } = useTranslation();
  const organizations = useQuery({ queryKey: ['organizations'], queryFn: listOrganizations });
  const here = organizations.data?.filter((each) => each.unit === unit) ?? [];
  const office = here.find(({ kind }) => kind === 'committee') ?? here[0];
  const found = useQuery({
    queryKey: ['letterhead', office?.id],
    queryFn: () => readLetterhead(office?.id ?? ''),
    enabled: office !== undefined,
  });
  const known = office === undefined ? organizations.data && EMPTY : found.data;
  return (
    <details className="sheet">
      <summary>{t('letterhead.title')}</summary>
      <div className="stack">
        <p className="soft small">{t('letterhead.help')}</p>
        <ErrorNote error={organizations.error ?? found.error} />
        {known && <Fields key={office?.id ?? 'new'} unit={unit} office={office?.id ?? null} first={known} />}
      </div>
    </details>
  );
}

function Fields({ unit, office, first }: { unit: string; office: string | null; first: Letterhead }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [draft, setDraft] = useState({
    above: first.above.join('\n'),
    name: first.name.join('\n'),
    signer: first.signerTitles.join('\n'),
    symbol: first.symbol ?? '',
    place: first.place ?? '',
  });
  const saving = useMutation({
    mutationFn: async () => {
      const letterhead = letterheadOf(draft);
      const id = office ?? (await addOrganization({ name: letterhead.name.join(' '), kind: 'committee', unit })).id;
      await setLetterhead(id, letterhead);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['organizations'] }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    saving.mutate();
  };
  const lines = (name: 'above' | 'name' | 'signer') => (
    <Textarea
      label={t(`letterhead.${name}`)}
      required={name === 'name'}
      withAsterisk={false}
      autosize
      minRows={2}
      maxLength={400}
      value={draft[name]}
      onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
    />
  );
  const word = (name: 'symbol' | 'place') => (
    <TextInput
      label={t(`letterhead.${name}`)}
      maxLength={30}
      value={draft[name]}
      onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
    />
  );
  return (
    <form className="stack" onSubmit={submit}>
      {lines('above')}
      {lines('name')}
      {word('symbol')}
      {word('place')}
      {lines('signer')}
      <ErrorNote error={saving.error} />
      {saving.isSuccess && <Note kind="done">{t('letterhead.saved')}</Note>}
      <Button type="submit" variant="default" loading={saving.isPending}>
        {t('letterhead.save')}
      </Button>
    </form>
  );
}

function letterheadOf(draft: Record<'above' | 'name' | 'signer' | 'symbol' | 'place', string>): Letterhead {
  const lines = (text: string): string[] =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return {
    above: lines(draft.above),
    name: lines(draft.name),
    signerTitles: lines(draft.signer),
    symbol: orNull(draft.symbol),
    place: orNull(draft.place),
  };
}
