insert into species (name) values ('Cat'), ('Dog'), ('Guinea pig'), ('Horse'), ('Parrot'), ('Rabbit'), ('Tortoise');
insert into speciality (name) values ('Birds'), ('Dentistry'), ('Imaging'), ('Nutrition'), ('Surgery');
insert into vet (name, room) values ('Aino Laine', '1a'), ('Bruno Keller', '1b'), ('Chloe Martin', '2a'),
  ('Dmitri Orlov', '2b'), ('Esra Demir', '3a'), ('Femke de Vries', '3b'), ('Gustavo Pinto', '4a'), ('Hana Novak', '4b');
insert into vet_speciality (vet_id, speciality_id)
  select v.id, s.id from vet v, speciality s where mod(v.id * 3 + s.id * 5, 7) < 2;
insert into owner (name, street, city, phone)
  select array_get(array['Ada', 'Ben', 'Cleo', 'Dora', 'Emil', 'Fay', 'Gil', 'Hugo', 'Ines', 'Jon'], mod(x, 10) + 1) || ' '
      || array_get(array['Abbott', 'Brandt', 'Castillo', 'Dubois', 'Eriksen', 'Fischer', 'Greco'], mod(x, 7) + 1),
    x || ' Mill Lane', array_get(array['Northam', 'Easton', 'Southey', 'Westby'], mod(x, 4) + 1),
    '555 0' || (1000 + x * 37)
  from system_range(1, 60);
insert into animal (name, born, species_id, owner_id)
  select array_get(array['Biscuit', 'Comet', 'Daisy', 'Echo', 'Flint', 'Ginger', 'Hazel', 'Indigo', 'Juno'], mod(x, 9) + 1),
    dateadd(day, -200 - x * 17, current_date), mod(x, 7) + 1, mod(x * 7, 60) + 1
  from system_range(1, 120);
insert into visit (animal_id, vet_id, visited, findings, fee)
  select mod(x * 11, 120) + 1, mod(x, 8) + 1, dateadd(day, -x, current_date),
    array_get(array['Vaccinated', 'Teeth cleaned', 'Bandage changed', 'Healthy', 'Claws clipped'], mod(x, 5) + 1),
    25 + mod(x * 13, 90)
  from system_range(1, 240);
insert into appointment (animal_id, vet_id, start, reason)
  select mod(x * 13, 120) + 1, mod(x, 8) + 1,
    dateadd(hour, 8 + mod(x, 9), cast(dateadd(day, mod(x, 14), current_date) as timestamp)),
    array_get(array['Check-up', 'Vaccination', 'Limps', 'Does not eat'], mod(x, 4) + 1)
  from system_range(1, 80);
