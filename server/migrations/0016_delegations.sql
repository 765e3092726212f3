-- ủy quyền: an approving right handed to somebody else until the end of a day. It is a grant that names the one from which it comes.
alter table grants
  add column delegated_by uuid references users,
  add column delegated_from uuid references grants,
  -- Last day on which it holds.
  add column until date,
  -- Number of the giấy ủy quyền on paper, where there is one.
  add column paper text,
  add constraint grants_delegation check (
    (delegated_by is null) = (delegated_from is null) and (delegated_by is null) = (until is null)
    and (paper is null or delegated_by is not null)
    and (delegated_by is null or delegated_by <> user_id and role in ('commune-leader', 'editorial-board')));

-- What is handed on stands beside what the same person holds in their own name.
drop index grants_standing;
create unique index grants_standing on grants (user_id, role, unit_id, coalesce(topic, ''))
  where ended_at is null and delegated_by is null;
create unique index grants_delegated on grants (delegated_from, user_id) where ended_at is null and delegated_by is not null;

-- Nobody hands on what was handed to them: a delegation comes from a grant of the delegator's own name, and gives no more than that.
create function refuse_false_delegation() returns trigger language plpgsql as $$
begin
  if new.delegated_from is not null and not exists (
    select from grants s where s.id = new.delegated_from and s.user_id = new.delegated_by and s.delegated_from is null
      and s.role = new.role and s.unit_id = new.unit_id and s.topic is not distinct from new.topic) then
    raise exception 'a delegation hands on exactly one grant of the delegator''s own';
  end if;
  return new;
end $$;
create trigger grants_delegation before insert or update on grants for each row execute function refuse_false_delegation();

-- Grants that hold today: not ended, and of those handed on only until their last day and while the first holder still has theirs.
create view standing_grants as
select g.id, g.user_id, g.role, g.unit_id, g.topic, g.granted_by, g.granted_at, g.delegated_by, g.delegated_from, g.until, g.paper
from grants g
where g.ended_at is null and (g.until is null or g.until >= today())
  and (g.delegated_from is null or exists (select from grants s where s.id = g.delegated_from and s.ended_at is null));

create or replace function granted_units(person uuid, roles text[])
returns setof uuid language sql stable as $$
  select distinct d.unit
  from standing_grants g cross join lateral unit_descendants(g.unit_id) d
  where g.user_id = person and g.role = any (roles)
$$;

create or replace function granted_topics(person uuid, roles text[]) returns table (unit uuid, topic text) language sql stable as $$
  select distinct d.unit, g.topic
  from standing_grants g cross join lateral unit_descendants(g.unit_id) d
  where g.user_id = person and g.role = any (roles)
$$;

-- In whose stead a step was approved, with the number of the paper as it was then.
alter table approvals
  add column on_behalf_of uuid references users,
  add column paper text,
  add constraint approvals_paper check (paper is null or on_behalf_of is not null);
