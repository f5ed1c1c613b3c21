package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.ProductFixtures;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A database with a row in every table and a value in every column. */
final class EveryTable {
  private static final String TABLES =
      """
      select relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r'
        and relname not like 'databasechangelog%' order by 1
      """;

  private static final String COLUMNS =
      """
      select table_name || '.' || column_name from information_schema.columns
      where table_schema = 'public' and table_name not like 'databasechangelog%' order by 1
      """;

  /** What a service writes itself, so that the chain of the audit trail is whole, is not here. */
  private static final String ROWS =
      """
      insert into app_user (id, email, full_name, is_active, is_admin, email_verified, search_text,
        search_words, version, created_at, updated_at, mfa_enabled, roles)
      values (900, 'odd@example.com',
        E'tab\\t line\\n return\\r back\\\\slash \\\\. \\\\N "quote" \\'\\' \u00e9\ud83d\ude00', true, false, true,
        E'\\\\.', E'\\\\N', 7, '2026-01-31T09:00:00.123456Z', 'infinity', true, '{"a,b","c\\"d",NULL,""}');
      insert into password values (900, '$2b$');
      insert into session values (gen_random_uuid(), 900, 'c', now(), now(), now(), '::1', 'agent', 3,
        array[now()], '{2}', '{me:read}', '{pwd,otp}');
      insert into product (sku, sku_key, name, description, unit_amount, currency, stock, is_active,
        search_title, search_description, search_words, version, created_at, updated_at)
      values ('ODD-1', 'odd-1', '', '', 1000000000000, 'EUR', 2147483647, false, '', '', '', 9, now(), now());
      insert into rate_counter values ('n', 's', 3, array[now(), now()], now(), now(), now());
      insert into known_network values (900, 'n', now());
      insert into service_account (name, description, is_admin, roles, contact_email, is_active, jwks, version,
        created_at, updated_at, tokens_from)
      values ('odd', '', false, '{x}', 'a@example.com', true, '{"keys": [ ]}', 5, now(), now(), now());
      insert into job (id, type, state, payload, attempts, created_at, run_at, started_at, finished_at, last_error,
        progress_done, progress_total, progress_failed, result, lease, node, cancel_requested, history, requested_by,
        requested_by_account)
      values (800, 'odd', 'running', '{"b":1,  "a":2}', 4, now(), now(), now(), now(), 'e', 1, 2, 3, '[1]',
        gen_random_uuid(), 'n', true, '[{"a": 1}]', 900, 1);
      insert into job_schedule values ('odd', '800', '\\x00ff0a5c', now(), true, 'n', now(), now(), 1, now(), 2, 3);
      insert into mail values (800, 900, 'm', '\\x00', now(), now(),
        (select id from service_account where name = 'odd'));
      insert into totp values (900, '\\x01', true, 5, 2, true);
      insert into recovery_code values (900, '\\x02');
      insert into mfa_token values ('\\x03', 900, 'c', '\\x04', 1, now(), '{me:read}');
      insert into kept_answer (key, user_id, body_mac, answer, expires_at, shown_user_id, service_account_id)
      values ('k', 900, 'm', '\\x05', now(), 900, (select id from service_account where name = 'odd'));
      insert into one_time_token (digest, user_id, purpose, new_email, session_id, expires_at)
      values ('\\x06', 900, 'email_change', 'b@example.com', gen_random_uuid(), now());
      insert into product_import (id, job_id, format, created_at, total, position, line, created, updated, failed,
        ignored)
      values (700, 800, 'csv', now(), 1, 2, 3, 4, 5, 6, '{i}');
      insert into product_import_chunk
      select 700, 1, decode(string_agg(md5(n::text), ''), 'hex') from generate_series(1, 20000) n;
      insert into product_import_error values (700, 1, 's', 'm', 2, 'f');
      insert into product_import_failed_rows values (700, -1, '\\x07');
      insert into product_import_warning values (700, 1, 2, 's', 'f', 'm');
      insert into product_import_dry_run values (700, 's');
      insert into role (name, description, permissions, version, created_at, updated_at)
      values ('odd', 'd', '{p}', 6, now(), now());
      insert into invitation (email, roles, invited_by, digest, created_at, expires_at, invited_by_account,
        account_digest)
      values ('c@example.com', '{r}', 900, '\\x08', now(), now(),
        (select id from service_account where name = 'odd'), '\\x09');
      insert into api_key (user_id, digest, name, prefix, scopes, networks, created_at, expires_at, life_seconds,
        last_used_at, last_used_ip, told)
      values (900, 'd', 'n', 'p', '{s}', '{10.0.0.0/8}', now(), now(), 60, now(), '::1', 2);
      insert into api_key (service_account_id, digest, name, prefix, scopes, networks, created_at)
      select id, 'e', '', '', '{}', '{}', now() from service_account where name = 'odd';
      insert into api_key_network select id, 'n', true from api_key where digest = 'd';
      insert into node values (gen_random_uuid(), now() - interval '1 hour', '{"a": 1}');
      update signing_state set version = 8, asymmetric_since = now(), refuses_hs256 = true;
      insert into signing_key values ('k', 'ES256', '{}', '\\x0a', 3, now(), now(), now(), now(), now());
      insert into revoked_token values (gen_random_uuid(), now());
      insert into used_assertion select id, '\\x0b', now() from service_account where name = 'odd';
      insert into key_ring_rekey values (true, 2, 'p', '{"a": 1}', '{"b": 2}', 3, '12345678901', now(), '{"\\\\x02"}',
        gen_random_uuid(), now(), now());
      update key_ring_state set distrusted = '{"\\\\x01"}';
      update secret_check set digest = '\\x0c';
      """;

  private EveryTable() {}

  /** Fills a migrated database. */
  static void fill(DatabaseUrl database, SettableClock clock) {
    try (Service node = Service.startOn(database, clock)) {
      Person admin = node.admin();
      long account =
          admin
              .post("/api/v1/service-accounts")
              .json("name", "shop", "description", "", "roles", List.of("admin"))
              .answer()
              .expect(201)
              .id();
      String key =
          admin
              .post("/api/v1/service-accounts/" + account + "/api-keys")
              .json("name", "k", "scopes", List.of("products:write"))
              .answer()
              .expect(201)
              .text("key");
      node.post(ProductFixtures.PATH)
          .bearer(key)
          .json("sku", "MUG-1", "name", "Mug", "unit_amount", 1, "currency", "EUR")
          .answer()
          .expect(201);
      admin.deletes(node.person()).answer().expect(204);
    }
    // also chains what the service may not have chained yet
    Operator.Done rekeyed = new Operator(database, clock).run("", "keys", "rewrap", "--rekey");
    assertThat(rekeyed.exitCode()).as(rekeyed.errors()).isZero();
    TestDatabase.execute(database, ROWS);
    assertThat(emptyColumns(database))
        .as("columns without a value: add a row for them to EveryTable")
        .isEmpty();
  }

  private static List<String> emptyColumns(DatabaseUrl database) {
    List<String> empty = new ArrayList<>();
    for (String column : TestDatabase.texts(database, COLUMNS)) {
      String[] parts = column.split("\\.", 2);
      String count = "select count(%s) from %s".formatted(parts[1], parts[0]);
      if (TestDatabase.text(database, count).equals("0")) {
        empty.add(column);
      }
    }
    return empty;
  }

  /**
   * All rows by their table, and where the sequences stand; but for a number of a transaction,
   * which means nothing elsewhere.
   */
  static Map<String, List<String>> contents(DatabaseUrl database) {
    Map<String, List<String>> contents = new LinkedHashMap<>();
    for (String table : TestDatabase.texts(database, TABLES)) {
      contents.put(
          table,
          TestDatabase.texts(
              database,
              table.equals("key_ring_rekey")
                  ? "select (to_jsonb(t) - 'fenced_by')::text from key_ring_rekey t"
                  : "select t::text from %s t order by 1".formatted(table)));
    }
    contents.put(
        "sequences",
        TestDatabase.texts(
            database,
            "select sequencename || ' ' || coalesce(last_value::text, '') from pg_sequences order by 1"));
    return contents;
  }

  /** The definitions of indexes, constraints, columns and triggers. */
  static List<String> schema(DatabaseUrl database) {
    List<String> schema = new ArrayList<>();
    for (String query :
        List.of(
            "select indexdef from pg_indexes where schemaname = 'public' order by 1",
            "select conname || pg_get_constraintdef(oid) || convalidated from pg_constraint order by 1",
            "select table_name || column_name || data_type || coalesce(column_default, '') from"
                + " information_schema.columns where table_schema = 'public' order by 1",
            "select tgname || tgenabled::text from pg_trigger where not tgisinternal order by 1",
            "select id from databasechangelog order by orderexecuted")) {
      schema.addAll(TestDatabase.texts(database, query));
    }
    return schema;
  }
}
