import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { askEnrolment, completeEnrolment, endPhone, listPhones } from '../../api.ts';
import { provinceNow, useMe } from '../../session.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { StateWord } from '../../ui/words.tsx';
import { PhonesToConfirm } from './PhonesToConfirm.tsx';
import { CodePermitForm, NumberForm } from './PhoneForms.tsx';
import { enrolmentOf, forgetKey, makeKey, readKey } from './phone-key.ts';
import { pinFault } from './pin.ts';
import { PinField } from './PinSheet.tsx';
import { useDeviceName } from './useDeviceName.ts';
import { useFourWords } from './useFourWords.ts';

/** Điện thoại duyệt: enrols this phone, shows all of one's phones, and those of others that wait for one's word. */
export function Phones(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const phones = useQuery({ queryKey: ['phones'], queryFn: listPhones, refetchInterval: 15_000 });
  const own = useQuery({ queryKey: ['phone-key', me.id], queryFn: () => readKey(me.id), staleTime: 0 });
  const here = own.data ? phones.data?.mine.find(({ kid }) => kid === own.data?.signing.kid) : undefined;
  return (
    <section className="sheet stack" aria-labelledby="dien-thoai-duyet">
      <div>
        <h2 id="dien-thoai-duyet">{t('phones.title')}</h2>
        <p className="soft">{t('phones.help')}</p>
      </div>
      <ErrorNote error={phones.error ?? own.error} />
      {phones.isPending && <Coming lines={2} />}
      {phones.data && (
        <>
          {phones.data.mine.length === 0 && <p>{t('phones.none')}</p>}
          <ul className="stack">
            {phones.data.mine.map((phone) => (
              <Row key={phone.kid} phone={phone} isHere={phone.kid === here?.kid} />
            ))}
          </ul>
          {here?.state === 'waiting' && <Finish phone={here} root={phones.data.root} />}
          {(here === undefined || here.state === 'ended') && <Begin />}
          <PhonesToConfirm phones={phones.data} own={here?.state === 'standing' ? (own.data ?? null) : null} />
          {here?.state === 'standing' && own.data && <CodePermitForm own={own.data} />}
        </>
      )}
      <NumberForm />
    </section>
  );
}

type Phone = Awaited<ReturnType<typeof listPhones>>['mine'][number];

function Row({ phone, isHere }: { phone: Phone; isHere: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const ending = useMutation({
    mutationFn: async () => {
      await endPhone(phone.kid);
      if (isHere) await forgetKey(me.id);
    },
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <li className="row apart">
      <div style={{ flex: '1 1 14rem', minWidth: 0 }}>
        {phone.name}{' '}
        <StateWord tone={phone.state === 'standing' ? 'good' : 'neutral'}>{t(`phones.${phone.state}`)}</StateWord>{' '}
        {isHere && <StateWord tone="neutral">{t('phones.thisOne')}</StateWord>}
        <p className="soft small">{t('phones.over', { places: phone.unitNames.join(', ') })}</p>
        <ErrorNote error={ending.error} />
      </div>
      {phone.state !== 'ended' && (
        <Button variant="default" loading={ending.isPending} onClick={() => ending.mutate()}>
          {t('phones.remove')}
        </Button>
      )}
    </li>
  );
}

/** Makes the key and asks; where nobody has to confirm it, the PIN comes next. */
function Begin() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const nameOf = useDeviceName();
  const [name, setName] = useState(() => nameOf(navigator.userAgent));
  const asking = useMutation({
    mutationFn: async () => {
      const key = await makeKey(me.id);
      return askEnrolment({ x: key.x, name: name.trim() });
    },
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        asking.mutate();
      }}
    >
      <TextInput
        label={t('phones.name')}
        maxLength={100}
        required
        withAsterisk={false}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {asking.error instanceof DOMException ? (
        <Note kind="error">{t('phones.unsupported')}</Note>
      ) : (
        <ErrorNote error={asking.error} />
      )}
      <Button type="submit" loading={asking.isPending} disabled={name.trim() === ''}>
        {t('phones.enrol')}
      </Button>
    </form>
  );
}

/** Sets the PIN; the four words stay in sight until somebody has confirmed the phone. */
function Finish({ phone, root }: { phone: Phone; root: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const words = useFourWords(root, phone.x);
  const fault = pinFault(pin, again);
  const finishing = useMutation({
    mutationFn: async () => {
      const key = await readKey(me.id);
      if (!key) throw new Error('this phone has no key');
      await completeEnrolment(phone.kid, await enrolmentOf(key, me.id, new Date(provinceNow()).toISOString(), pin));
    },
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (fault === null) finishing.mutate();
      }}
    >
      <Note kind={phone.confirmed ? 'done' : 'info'}>
        <p>{phone.confirmed ? t('phones.confirmedNow') : t('phones.waitsForWord')}</p>
        <p>
          <b>{t('phones.words', { words })}</b>
        </p>
        {!phone.confirmed && <p className="soft small">{t('phones.kid', { kid: phone.kid })}</p>}
      </Note>
      <p className="soft small">{t('phones.pinHelp')}</p>
      <PinField
        label={t('phones.pin')}
        value={pin}
        onChange={setPin}
        error={tried && fault !== null && fault !== 'pinDiffers' ? t(`phones.${fault}`) : null}
      />
      <PinField
        label={t('phones.pinAgain')}
        value={again}
        onChange={setAgain}
        error={tried && fault === 'pinDiffers' ? t('phones.pinDiffers') : null}
      />
      <ErrorNote error={finishing.error} />
      <Button type="submit" loading={finishing.isPending}>
        {t('phones.finish')}
      </Button>
    </form>
  );
}
