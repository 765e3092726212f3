import { Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconRepeat, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTime } from '../../ui/useTime.ts';
import { AddPart } from './AddPart.tsx';
import styles from './editions.module.css';
import { moved, placeFor, type Placed } from './order.ts';

interface Props {
  unit: string;
  parts: readonly Placed[];
  closed: boolean;
  onChange: (parts: Placed[]) => void;
}

/** The parts in their order. Moved by buttons, so that a phone and a keyboard do it alike. */
export function PartList({ unit, parts, closed, onChange }: Props) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const add = (fresh: readonly Placed[]): void => {
    const placed = (before: readonly Placed[], part: Placed): Placed[] => {
      const at = placeFor(before, part.kind);
      return [...before.slice(0, at), part, ...before.slice(at)];
    };
    onChange(fresh.reduce(placed, [...parts]));
  };
  const change = (part: Placed): void => onChange(parts.map((one) => (one.key === part.key ? part : one)));
  return (
    <>
      {parts.length === 0 && <p className="soft">{t('edition.noParts')}</p>}
      <ol className={styles['parts']}>
        {parts.map((part, index) => (
          <li key={part.key} className={styles['part']}>
            <Words part={part} />
            {!closed && (
              <div className={styles['acts']}>
                <Act
                  name={t('edition.up', { title: part.title })}
                  off={index === 0}
                  onClick={() => onChange(moved(parts, part.key, -1))}
                  icon={<IconArrowUp aria-hidden />}
                />
                <Act
                  name={t('edition.down', { title: part.title })}
                  off={index === parts.length - 1}
                  onClick={() => onChange(moved(parts, part.key, 1))}
                  icon={<IconArrowDown aria-hidden />}
                />
                <Act
                  name={t(part.readings === 1 ? 'edition.twice' : 'edition.once', { title: part.title })}
                  onClick={() => change({ ...part, readings: part.readings === 1 ? 2 : 1 })}
                  icon={<IconRepeat aria-hidden />}
                />
                <Act
                  name={t('edition.drop', { title: part.title })}
                  onClick={() => onChange(parts.filter((one) => one.key !== part.key))}
                  icon={<IconX aria-hidden />}
                />
              </div>
            )}
          </li>
        ))}
      </ol>
      {!closed && (
        <Button variant="default" leftSection={<IconPlus aria-hidden />} onClick={() => setAdding(true)}>
          {t('edition.add')}
        </Button>
      )}
      <AddPart unit={unit} parts={parts} opened={adding} onClose={() => setAdding(false)} onAdd={add} />
    </>
  );
}

function Words({ part }: { part: Placed }) {
  const { t } = useTranslation();
  const { length } = useTime();
  return (
    <div className={styles['words']}>
      <span className="soft small">{t(`edition.partKinds.${part.kind}`)}</span>
      <b>{part.title}</b>
      <span className="soft small numbers">
        {length(part.onceMs)}
        {part.readings > 1 && `, ${t('compose.readingsOf', { count: part.readings })}`}
      </span>
    </div>
  );
}

interface ActProps {
  name: string;
  icon: React.ReactNode;
  off?: boolean;
  onClick: () => void;
}

function Act({ name, icon, off = false, onClick }: ActProps) {
  return (
    <button type="button" className={styles['act']} aria-label={name} title={name} disabled={off} onClick={onClick}>
      {icon}
    </button>
  );
}
