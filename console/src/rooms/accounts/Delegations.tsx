import { Button } from '@mantine/core';
import type { Grant } from '@nguon/protocol/http/accounts.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endDelegation, listDelegations } from '../../api.ts';
import { grantsFor, useMe } from '../../session.ts';
import { writtenDate } from '../../time.ts';
import { Coming, ErrorNote } from '../../ui/notes.tsx';
import { DelegateForm } from './DelegateForm.tsx';

/** Ủy quyền duyệt: what I have handed on, and a way to hand on each approving right of my own. Nothing for whoever has none. */
export function Delegations() {
  const me = useMe();
  const own = grantsFor(me, 'approve').filter((grant) => !grant.delegation);
  return own.length === 0 ? null : <Held own={own} />;
}

function Held({ own }: { own: readonly Grant[] }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [handing, setHanding] = useState<Grant | null>(null);
  const given = useQuery({ queryKey: ['delegations'], queryFn: listDelegations });
  const ending = useMutation({
    mutationFn: endDelegation,
    onSuccess: () => client.invalidateQueries({ queryKey: ['delegations'] }),
  });
  return (
    <section className="sheet stack" aria-labelledby="uy-quyen">
      <div>
        <h2 id="uy-quyen">{t('delegation.title')}</h2>
        <p className="soft">{t('delegation.help')}</p>
      </div>
      <ErrorNote error={given.error ?? ending.error} />
      {given.isPending && <Coming lines={1} />}
      <ul className="stack">
        {given.data?.map(({ id, name, role, unitName, until, paper }) => (
          <li key={id} className="row apart">
            <div style={{ flex: '1 1 14rem', minWidth: 0 }}>
              <b>{name}</b>
              <p>{t('delegation.line', { role: t(`roles.${role}`), unit: unitName, date: writtenDate(until) })}</p>
              {paper !== null && <p className="soft small">{t('delegation.paperOf', { paper })}</p>}
            </div>
            <Button
              variant="default"
              loading={ending.isPending && ending.variables === id}
              onClick={() => ending.mutate(id)}
            >
              {t('delegation.end')} <span className="unseen">{name}</span>
            </Button>
          </li>
        ))}
      </ul>
      <div className="row">
        {own.map((grant) => (
          <Button key={grant.id} onClick={() => setHanding(grant)}>
            {t('delegation.hand', { role: t(`roles.${grant.role}`), unit: grant.unitName })}
          </Button>
        ))}
      </div>
      {handing && <DelegateForm key={handing.id} grant={handing} onClose={() => setHanding(null)} />}
    </section>
  );
}
