-- đính chính: a bulletin that puts another right. What was wrong is the state that was on the air.
create table corrections (
  bulletin_id uuid primary key references bulletins,
  corrects uuid not null references bulletins,
  revision text not null,
  created_at timestamptz not null,
  foreign key (corrects, revision) references revisions,
  check (bulletin_id <> corrects)
);
create index corrections_of on corrections (corrects);

-- Why a correction is to be heard less often, or in fewer places, than the error was.
create table correction_reasons (
  request_id uuid primary key references requests,
  reason text not null check (reason <> '')
);

create function refuse_correction_change() returns trigger language plpgsql as $$
begin
  raise exception 'what a correction is of is never changed';
end $$;
create trigger corrections_immutable before update or delete on corrections for each row execute function refuse_correction_change();
create trigger correction_reasons_immutable before update or delete on correction_reasons
  for each row execute function refuse_correction_change();
