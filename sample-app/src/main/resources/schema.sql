create table if not exists entry (
  id bigint generated always as identity primary key,
  author varchar(40) not null,
  text varchar(280) not null,
  worker int not null,
  created timestamp with time zone not null default current_timestamp
);
drop table if exists slowdown;
create table slowdown (
  pid bigint primary key,
  millis int not null
);
