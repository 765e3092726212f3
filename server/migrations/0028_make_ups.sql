-- phát bù: a request for places that did not hear what was approved before. It says the same to fewer places at another time.
create table make_ups (
  request_id uuid primary key references requests,
  of_request uuid not null references requests,
  -- Start of the session that was missed.
  missed_at timestamptz not null,
  check (request_id <> of_request)
);

create function refuse_make_up_change() returns trigger language plpgsql as $$
begin
  raise exception 'what a request makes up for is never changed';
end $$;
create trigger make_ups_immutable before update or delete on make_ups for each row execute function refuse_make_up_change();
