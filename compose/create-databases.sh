#!/bin/sh
# Three databases with an owner each: Camunda's secondary storage, the register and Keycloak never see each other's tables.
# Runs once, when the volume "database" is empty.
set -eu
create() {
  psql --username postgres --set ON_ERROR_STOP=1 --set password="$(cat "/run/secrets/$1_db_password")" <<SQL
CREATE USER $1 PASSWORD :'password';
CREATE DATABASE $1 OWNER $1;
SQL
}
create camunda
create kim
create keycloak
