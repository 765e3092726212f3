import { Button } from '@mantine/core';
import type { Voucher } from '@nguon/protocol/enrolled-key.ts';
import type { Phones } from '@nguon/protocol/http/phones.ts';
import { PHONE_TYPES } from '@nguon/protocol/verify.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { confirmPhone } from '../../api.ts';
import { provinceNow, useMe } from '../../session.ts';
import { Note } from '../../ui/notes.tsx';
import { signWithPin, type PhoneKey } from './phone-key.ts';
import { PinSheet } from './PinSheet.tsx';
import { useFourWords } from './useFourWords.ts';

/** Phones of others that wait for one's word; it is given by one's own enrolled phone alone. */
export function PhonesToConfirm({ phones, own }: { phones: Phones; own: PhoneKey | null }) {
  const { t } = useTranslation();
  if (phones.toConfirm.length === 0) return null;
  return (
    <div className="stack">
      <div>
        <h3>{t('phones.toConfirm')}</h3>
        <p className="soft">{t('phones.toConfirmHelp')}</p>
      </div>
      {own === null && <Note>{t('phones.needOwn')}</Note>}
      <ul className="stack">
        {phones.toConfirm.map((phone) => (
          <Waiting key={phone.kid} phone={phone} root={phones.root} own={own} />
        ))}
      </ul>
    </div>
  );
}

function Waiting(props: { phone: Phones['toConfirm'][number]; root: string; own: PhoneKey | null }) {
  const { t } = useTranslation();
  const { phone, own } = props;
  const me = useMe();
  const client = useQueryClient();
  const words = useFourWords(props.root, phone.x);
  const [asking, setAsking] = useState(false);
  const confirm = async (pin: string): Promise<void> => {
    if (!own) return;
    const at = new Date(provinceNow()).toISOString();
    const content: Voucher = { v: 1, user: phone.user, kid: phone.kid, units: phone.units, voucher: me.id, at };
    await confirmPhone(phone.kid, await signWithPin(own, PHONE_TYPES.voucher, content, pin));
    await client.invalidateQueries({ queryKey: ['phones'] });
  };
  return (
    <li className="stack-tight">
      <p>{t('phones.of', { person: phone.userName, name: phone.name })}</p>
      <p className="soft small">{t('phones.over', { places: phone.unitNames.join(', ') })}</p>
      <p>
        <b>{t('phones.words', { words })}</b>
      </p>
      {own && (
        <Button variant="default" style={{ alignSelf: 'flex-start' }} onClick={() => setAsking(true)}>
          {t('phones.confirm')}
        </Button>
      )}
      <PinSheet title={t('approving.confirmTitle')} opened={asking} onClose={() => setAsking(false)} act={confirm} />
    </li>
  );
}
