import { Button, NativeSelect } from '@mantine/core';
import { PartKind } from '@nguon/protocol/request.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listDueBulletins } from '../../api.ts';
import { Coming, ErrorNote } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useTime } from '../../ui/useTime.ts';
import styles from './editions.module.css';
import type { Placed } from './order.ts';

interface Props {
  unit: string;
  parts: readonly Placed[];
  opened: boolean;
  onClose: () => void;
  onAdd: (parts: readonly Placed[]) => void;
}

/** What could be put in: bulletins with a finished sound that nothing has ordered yet, as a part of a kind. */
export function AddPart({ unit, parts, opened, onClose, onAdd }: Props) {
  const { t } = useTranslation();
  const { length } = useTime();
  const [kind, setKind] = useState<PartKind>('bulletin');
  const due = useQuery({
    queryKey: ['due', unit],
    queryFn: () => listDueBulletins(unit),
    enabled: opened && unit !== '',
  });
  const known = new Set(parts.map(({ bulletin }) => bulletin));
  const items = (due.data?.items ?? []).filter(({ bulletin }) => !known.has(bulletin));
  const placed = ({ bulletin, title, durationMs }: (typeof items)[number], as: PartKind): Placed => {
    return { key: `${as} ${bulletin}`, kind: as, bulletin, item: null, readings: 1, title, onceMs: durationMs };
  };
  return (
    <Sheet title={t('edition.add')} opened={opened} onClose={onClose}>
      <div className="stack">
        <NativeSelect
          label={t('edition.kind')}
          value={kind}
          data={PartKind.options.map((value) => ({ value, label: t(`edition.partKinds.${value}`) }))}
          onChange={(event) => setKind(PartKind.parse(event.currentTarget.value))}
        />
        <ErrorNote error={due.error} again={() => void due.refetch()} />
        {due.isPending && <Coming lines={2} />}
        {due.data && items.length === 0 && <p className="soft">{t('edition.noDue')}</p>}
        <ul className={styles['due']}>
          {items.map((item) => (
            <li key={item.bulletin}>
              <button type="button" className={styles['choose']} onClick={() => onAdd([placed(item, kind)])}>
                <b>{item.title}</b>
                <span className="soft numbers">{length(item.durationMs)}</span>
              </button>
            </li>
          ))}
        </ul>
        {items.length > 1 && kind === 'bulletin' && (
          <Button
            onClick={() => {
              onAdd(items.map((item) => placed(item, 'bulletin')));
              onClose();
            }}
          >
            {t('edition.due')}
          </Button>
        )}
      </div>
    </Sheet>
  );
}
