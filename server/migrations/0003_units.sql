create extension if not exists btree_gist;

-- The province's calendar day, whatever zone the database runs in.
create function today() returns date language sql stable parallel safe
  return (
    (now() + coalesce(nullif(current_setting('nguon.clock_offset_ms', true), ''), '0')::bigint * interval '1 millisecond')
    at time zone 'Asia/Ho_Chi_Minh'
  )::date;

-- đơn vị hành chính. The id identifies a territory over time; its code, name, kind and parent hold for a period (neither code nor name identifies it).
create table units (
  id uuid primary key default gen_random_uuid(),
  -- 0 province, 1 district-level, 2 commune-level, 3 village-level
  level smallint not null check (level between 0 and 3)
);

create table unit_periods (
  unit_id uuid not null references units,
  valid_from date not null,
  valid_to date,
  code text,
  electronic_id text,
  name text not null,
  kind text not null,
  parent_id uuid references units,
  slug text not null,
  -- Where the fact comes from: a decision's number, an import's file name.
  source text not null,
  period daterange generated always as (daterange(valid_from, valid_to, '[)')) stored,
  primary key (unit_id, valid_from),
  check (valid_to is null or valid_to > valid_from),
  check (parent_id is distinct from unit_id),
  exclude using gist (unit_id with =, period with &&),
  exclude using gist (code with =, period with &&) where (code is not null),
  exclude using gist (slug with =, period with &&)
);
create index unit_periods_parent on unit_periods (parent_id);
create index unit_periods_name on unit_periods using gin (fold(name) gin_trgm_ops);

-- The unit itself (depth 0) and everything below it on a day.
create function unit_descendants(root uuid, on_day date default today())
returns table (unit uuid, depth int) language sql stable parallel safe as $$
  with recursive tree(unit, depth) as (
    select root, 0
    union all
    select p.unit_id, tree.depth + 1
    from tree join unit_periods p on p.parent_id = tree.unit and p.period @> on_day
    where tree.depth < 8
  ) select unit, depth from tree
$$;

-- The unit itself (depth 0) and its parents up to the province on a day.
create function unit_ancestors(start uuid, on_day date default today())
returns table (unit uuid, depth int) language sql stable parallel safe as $$
  with recursive tree(unit, depth) as (
    select start, 0
    union all
    select p.parent_id, tree.depth + 1
    from tree join unit_periods p on p.unit_id = tree.unit and p.period @> on_day
    where p.parent_id is not null and tree.depth < 8
  ) select unit, depth from tree
$$;

-- A unit as it is named on a day.
create function units_on(on_day date)
returns table (id uuid, level smallint, code text, electronic_id text, name text, kind text, parent_id uuid, slug text, valid_from date, valid_to date)
language sql stable parallel safe as $$
  select u.id, u.level, p.code, p.electronic_id, p.name, p.kind, p.parent_id, p.slug, p.valid_from, p.valid_to
  from units u join unit_periods p on p.unit_id = u.id
  where p.period @> on_day
$$;
