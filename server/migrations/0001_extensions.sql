-- Search must find "Ba Bể" for "ba be": letters without marks, and parts of words.
create extension if not exists unaccent with schema public;
create extension if not exists pg_trgm with schema public;

-- Text as it is compared in a search: composed (keyboards send both forms), without marks (đ becomes d), lower case.
-- unaccent() is only "stable" because its dictionary could be swapped; ours never is, so an index may use this.
create function public.fold(value text) returns text
  language sql immutable strict parallel safe
  return lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFC)));
