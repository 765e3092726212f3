-- nhật ký hệ thống: who did what. Rows are inserted in the transaction of the act itself; one job seals them into a hash chain in commit order.
create table audit_entries (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  actor_id uuid,
  actor_name text not null,
  act text not null,
  subject_kind text not null,
  subject_id text,
  unit_id uuid,
  details jsonb not null default '{}',
  -- Set by the sealing job alone.
  position bigint unique,
  seal text
);
create index audit_entries_unsealed on audit_entries (id) where position is null;
create index audit_entries_subject on audit_entries (subject_kind, subject_id, id);
create index audit_entries_unit on audit_entries (unit_id, id);

-- What was written stays: only the seal may be set, once.
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op in ('DELETE', 'TRUNCATE') then
    raise exception 'audit entries are never deleted';
  end if;
  if old.seal is not null
    or (to_jsonb(new) - 'position' - 'seal') is distinct from (to_jsonb(old) - 'position' - 'seal') then
    raise exception 'audit entries are never changed';
  end if;
  return new;
end $$;
create trigger audit_entries_append_only before update or delete on audit_entries for each row execute function refuse_audit_change();
create trigger audit_entries_no_truncate before truncate on audit_entries execute function refuse_audit_change();
