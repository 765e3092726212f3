import { Button, TextInput } from '@mantine/core';
import type { CodePermit } from '@nguon/protocol/enrolled-key.ts';
import { PHONE_TYPES } from '@nguon/protocol/verify.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { permitCodes, setNumber } from '../../api.ts';
import { provinceNow, useMe } from '../../session.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { useTime } from '../../ui/useTime.ts';
import { signWithPin, type PhoneKey } from './phone-key.ts';
import { PinSheet } from './PinSheet.tsx';

/** Where SMS with codes go. */
export function NumberForm() {
  const { t } = useTranslation();
  const me = useMe();
  const [number, put] = useState('');
  const saving = useMutation({ mutationFn: () => setNumber(me.id, number), onSuccess: () => put('') });
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <TextInput
        label={t('phones.number')}
        type="tel"
        autoComplete="tel"
        maxLength={20}
        value={number}
        onChange={(event) => put(event.currentTarget.value)}
      />
      <ErrorNote error={saving.error} />
      {saving.isSuccess && number === '' && <Note kind="done">{t('phones.numberSaved')}</Note>}
      <Button
        type="submit"
        variant="default"
        style={{ alignSelf: 'flex-start' }}
        loading={saving.isPending}
        disabled={number.trim() === ''}
      >
        {t('phones.saveNumber')}
      </Button>
    </form>
  );
}

const PERMIT_DAYS = 7;
const PERMIT_PER_DAY = 5;

/** Lets officers read in codes in one's name for a week; signed by this phone. */
export function CodePermitForm({ own }: { own: PhoneKey }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const [until, setUntil] = useState<string | null>(null);
  const unit = me.grants.find(({ role }) => role === 'commune-leader')?.unit;
  if (unit === undefined) return null;
  const permit = async (pin: string): Promise<void> => {
    const from = provinceNow();
    const content: CodePermit = {
      v: 1,
      kind: 'code',
      id: crypto.randomUUID(),
      approver: me.id,
      unit,
      from: new Date(from).toISOString(),
      until: new Date(from + PERMIT_DAYS * 86_400_000).toISOString(),
      perDay: PERMIT_PER_DAY,
    };
    const given = await permitCodes(await signWithPin(own, PHONE_TYPES.permit, content, pin));
    setUntil(given.until);
  };
  return (
    <div className="stack-tight">
      <p className="soft small">{t('phones.permitHelp')}</p>
      {until !== null && <Note kind="done">{t('phones.permitted', { when: moment(until) })}</Note>}
      <Button variant="default" style={{ alignSelf: 'flex-start' }} onClick={() => setAsking(true)}>
        {t('phones.permit')}
      </Button>
      <PinSheet title={t('approving.confirmTitle')} opened={asking} onClose={() => setAsking(false)} act={permit} />
    </div>
  );
}
