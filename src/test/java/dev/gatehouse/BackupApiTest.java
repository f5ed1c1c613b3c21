package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.gatehouse.backup.Backup;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.migrations.Migrations;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands backup and restore. */
class BackupApiTest {
  /** What a release without a key ring wrote under the secret of these tests. */
  private static final String SECRET_CHECK =
      "efa4f7773cbd307b33feedf2fea3a71fc41c7d6820313db9a78680fa3b2fa44a";

  private final SettableClock clock = SettableClock.ofToday();
  private final DatabaseUrl source = TestDatabase.migrated();
  private final Path folder;

  BackupApiTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Operator operator(DatabaseUrl database, String... settings) {
    return new Operator(database, clock, settings);
  }

  private byte[] backup(String... options) {
    return backup(source, options);
  }

  private byte[] backup(DatabaseUrl database, String... options) {
    String[] command =
        Stream.concat(Stream.of("backup"), Stream.of(options)).toArray(String[]::new);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Operator.Done done = operator(database).run(new byte[0], output, command);
    assertThat(done.exitCode()).as(done.errors()).isZero();
    // on a busy machine lines of its progress stand before it
    assertThat(done.errors().lines()).last(STRING).startsWith("backed up ");
    return output.toByteArray();
  }

  private void restore(byte[] backup, DatabaseUrl target) {
    Operator.Done done = operator(target).run(backup, "restore");
    assertThat(done.exitCode()).as(done.errors()).isZero();
    assertThat(done.output()).startsWith("restored ").contains("the audit trail is clean");
  }

  private static int tables(DatabaseUrl database) {
    return Integer.parseInt(
        TestDatabase.text(
            database, "select count(*) from pg_tables where schemaname = current_schema()"));
  }

  @Test
  void everyRowOfEveryTableIsRestored() {
    EveryTable.fill(source, clock);
    assertThat(operator(source).run("", "audit", "verify").output()).contains("is clean");
    byte[] backup = backup();
    Map<String, List<String>> expected = EveryTable.contents(source);
    assertThat(expected.replace("node", List.of())).hasSize(1);

    for (DatabaseUrl target : List.of(TestDatabase.empty(), TestDatabase.migrated())) {
      restore(backup, target);

      assertThat(EveryTable.contents(target)).isEqualTo(expected);
      assertThat(
              TestDatabase.text(
                  target, "select fenced_by < pg_current_xact_id() from key_ring_rekey"))
          .as("a transaction of this server")
          .isEqualTo("t");
      assertThat(EveryTable.schema(target)).isEqualTo(EveryTable.schema(TestDatabase.migrated()));
      assertThat(TestDatabase.texts(target, "select 1 from pg_stats where tablename = 'job'"))
          .isNotEmpty();
    }
  }

  @Test
  void onlyTheRowsThatMigrationsInsertCountAsNone() {
    DatabaseUrl fresh = TestDatabase.migrated();

    assertThat(EveryTable.contents(fresh).entrySet())
        .filteredOn(table -> !table.getKey().equals("sequences") && !table.getValue().isEmpty())
        .extracting(Map.Entry::getKey)
        .as("tables that migrations fill: name them in Catalogue.FILLED_BY_MIGRATIONS")
        .containsExactlyInAnyOrder("signing_state", "key_ring_state");
  }

  @Test
  void aBackupOfAnOlderSchemaIsMigrated() {
    DatabaseUrl old = TestDatabase.empty();
    Migrations migrations = new Migrations(old);
    int changeSets = 19;
    migrations.migrateTo(changeSets);
    TestDatabase.execute(
        old,
        """
        insert into app_user (email, full_name, is_active, is_admin, email_verified, search_text, search_words,
          created_at, updated_at) values ('ann@example.com', 'Ann', true, true, true, '', '', now(), now());
        insert into session (id, user_id, client_id, created_at, last_used_at, expires_at, ip, generation, replaced_at)
        values (gen_random_uuid(), 1, 'c', now(), now(), now(), '0:0:0:0:0:0:0:1', 4, array[now(), now()]);
        insert into secret_check (digest) values (decode('%s', 'hex'));
        """
            .formatted(SECRET_CHECK));
    assertThat(migrations.status().applied()).hasSize(changeSets);
    byte[] backup = backup(old);

    for (DatabaseUrl target : List.of(TestDatabase.empty(), TestDatabase.migrated())) {
      restore(backup, target);

      assertThat(new Migrations(target).status().isBehind()).isFalse();
      assertThat(TestDatabase.text(target, "select ip || replaced::text from session"))
          .as("what a later migration makes of the rows")
          .isEqualTo("::1{2,3}");
      assertThat(TestDatabase.text(target, "select count(*) from app_user")).isEqualTo("1");
    }
    Operator.Done other =
        operator(TestDatabase.empty(), "APP_JWT_SECRET", "x".repeat(40)).run(backup, "restore");
    assertThat(other.errors()).contains("does not fit the backup");
  }

  @Test
  void aDatabaseThatIsNotEmptyIsLeftAlone() {
    DatabaseUrl used = TestDatabase.migrated();
    TestDatabase.execute(used, "insert into revoked_token values (gen_random_uuid(), now())");
    DatabaseUrl foreign = TestDatabase.empty();
    TestDatabase.execute(foreign, "create table wiki (); create view pages as select 1");
    byte[] backup = backup();

    Operator.Done first = operator(used).run(backup, "restore");
    Operator.Done second = operator(foreign).run(backup, "restore");

    assertThat(first.exitCode()).isEqualTo(1);
    assertThat(first.errors())
        .contains("is not empty: it has rows in revoked_token", "APP_DATABASE_URL")
        .endsWith("Nothing was restored.\n");
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.errors()).contains("it has pages, which is not the service's; wiki, which");
    assertThat(tables(foreign)).isEqualTo(1);
  }

  @Test
  void aDatabaseInUseIsLeftAlone() throws Exception {
    DatabaseUrl target = TestDatabase.empty();
    byte[] backup = backup();

    try (Connection node = Database.longRunning(target).getConnection()) {
      Operator.Done done = operator(target).run(backup, "restore");

      assertThat(done.exitCode()).isEqualTo(1);
      assertThat(done.errors()).contains("is in use: nodes or commands are at work there");
      assertThat(node.isClosed()).isFalse();
    }
    assertThat(tables(target)).isZero();
    restore(backup, target);
  }

  @Test
  void aSecretThatDoesNotFitIsRefusedBeforeAnythingIsWritten() {
    Service.startOn(source, clock).close();
    byte[] backup = backup();
    DatabaseUrl target = TestDatabase.empty();
    String[] other = {"APP_JWT_SECRET", "another secret, which is long enough as well"};

    Operator.Done refused = operator(target, other).run(backup, "restore");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors()).contains("The secret in APP_JWT_SECRET does not fit the backup");
    assertThat(tables(target)).isZero();
    assertThat(operator(target, other).run(backup, "restore", "--check").exitCode()).isEqualTo(1);
  }

  @Test
  void aDamagedBackupLeavesADatabaseThatTheRightOneGoesInto() {
    EveryTable.fill(source, clock);
    byte[] backup = backup();
    DatabaseUrl target = TestDatabase.empty();
    byte[] cut = Arrays.copyOf(backup, backup.length - 10);
    byte[] changed = backup.clone();
    changed[backup.length - 50] ^= 1;
    assertThat(backup.length).as("so that some is loaded before").isGreaterThan(200_000);

    assertThat(operator(target).run(cut, "restore").errors())
        .contains("cut off")
        .endsWith("Nothing was restored.\n");
    assertThat(operator(target).run(changed, "restore").errors()).contains("damaged");
    assertThat(operator(target).run(cut, "restore", "--check").errors()).contains("cut off");
    assertThat(TestDatabase.text(target, "select count(*) from app_user")).isEqualTo("0");
    restore(backup, target);
  }

  @Test
  void aPassphraseEncrypts() throws Exception {
    EveryTable.fill(source, clock);
    Path file = Files.writeString(folder.resolve("passphrase"), "correct horse battery\nnotes\n");
    String[] setting = {"APP_BACKUP_PASSPHRASE", "correct horse battery"};
    DatabaseUrl target = TestDatabase.empty();

    byte[] backup = backup("--passphrase-file", file.toString());

    assertThat(new String(backup, StandardCharsets.ISO_8859_1))
        .startsWith("gatehouse-backup 1 aes-256-gcm pbkdf2-hmac-sha256 600000 ");
    assertThat(operator(target).run(backup, "restore").errors())
        .contains("is encrypted", "--passphrase-file");
    assertThat(
            operator(target, "APP_BACKUP_PASSPHRASE", "wrong horse battery")
                .run(backup, "restore")
                .errors())
        .contains("The passphrase is not that of the backup");
    assertThat(operator(target, setting).run(backup(), "restore").errors())
        .contains("is not encrypted, but a passphrase is given");
    assertThat(operator(target, setting).run(backup, "restore", "--check").output())
        .startsWith("the backup is whole: ");
    assertThat(operator(target, setting).run(backup, "restore").exitCode()).isZero();
  }

  @Test
  void aPassphraseThatIsTooShortOrMissingIsMisuse() throws Exception {
    Path file = Files.writeString(folder.resolve("passphrase"), "short\n");

    Operator.Done tooShort =
        operator(source).run("", "backup", "--passphrase-file", file.toString());
    Operator.Done missing =
        operator(source).run("", "backup", "--passphrase-file", folder + "/nothing");

    assertThat(tooShort.exitCode()).isEqualTo(2);
    assertThat(tooShort.errors()).contains("must have at least 8 characters");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(operator(source).run("", "backup", "--nonsense").exitCode()).isEqualTo(2);
    assertThat(operator(source).run("", "backup", "--quiet").errors()).isEmpty();
  }

  @Test
  void aDatabaseWithoutTablesHasNothingToBackUp() {
    Operator.Done done = operator(TestDatabase.empty()).run("", "backup");

    assertThat(done.exitCode()).isEqualTo(1);
    assertThat(done.errors()).contains("there is nothing to back up");
    assertThat(done.output()).isEmpty();
  }

  @Test
  void aSchemaOfANewerReleaseIsLeftToThatRelease() {
    TestDatabase.execute(
        source,
        """
        insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype)
        values ('999-later', 'gatehouse', 'migrations/999-later.sql', now(), 999, 'EXECUTED')
        """);

    assertThat(operator(source).run("", "backup").errors())
        .contains("is of a newer release (it has 999-later)");
  }

  @Test
  void theServiceGoesOnAndTheBackupIsOfOneMoment() throws Exception {
    try (Service node = Service.startOn(source, clock)) {
      node.account("before@people.example");
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      AtomicInteger writes = new AtomicInteger();
      OutputStream busy =
          new OutputStream() {
            @Override
            public void write(int octet) {
              write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
              node.account("meanwhile" + writes.incrementAndGet() + "@people.example");
              file.write(bytes, offset, length);
            }
          };

      new Backup(source, "test", clock).write(busy, Optional.empty(), (what, rows) -> {});

      assertThat(writes).hasPositiveValue();
      DatabaseUrl target = TestDatabase.empty();
      restore(file.toByteArray(), target);
      assertThat(TestDatabase.texts(target, "select email from app_user"))
          .containsExactly("before@people.example");
    }
  }
}
