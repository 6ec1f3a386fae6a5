-- The roles of the console as src-shared/authz has them. A user has one role and never loses his row: who did what stays readable.
alter table county_users drop constraint county_users_role_check;
alter table county_users add constraint county_users_role_check check (role in ('countyHead', 'countyOfficer', 'countyAdministrator', 'auditor', 'procuratorate'));
