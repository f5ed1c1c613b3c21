package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the start and the commands say of a database that does not do what they ask of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedDatabaseApiTest {
  private static final String PASSWORD = "pw-of-a-test";

  private final String role = "role_" + Service.newName();
  private final DatabaseUrl superuser = TestDatabase.superuser();
  private final DatabaseUrl migrated = TestDatabase.migrated();
  private final DatabaseUrl empty = TestDatabase.empty();
  private final SettableClock clock = SettableClock.ofToday();
  private final MailServer mailServer = MailServer.start();

  RefusedDatabaseApiTest() {
    execute("create role " + role + " login password '" + PASSWORD + "'");
  }

  @AfterAll
  void cleanUp() {
    mailServer.close();
    for (DatabaseUrl database : List.of(migrated, empty)) {
      TestDatabase.execute(asSuperuser(database), "drop owned by " + role);
    }
    execute("drop role " + role);
  }

  /**
   * A database that refuses.
   *
   * @param sql what a superuser runs there before, and after
   * @param commands with their arguments
   * @param says what the message holds beside the role or the host
   */
  record Case(
      String name,
      DatabaseUrl database,
      List<String> sql,
      List<String> commands,
      List<String> says) {
    @Override
    public String toString() {
      return name;
    }
  }

  Stream<Case> cases() {
    List<String> all =
        List.of("server", "db migrate", "db status", "jobs list", "audit verify", "users export");
    List<String> onTables = List.of("server", "jobs list", "create-admin --email a@example.com");
    DatabaseUrl other = as(role, migrated);
    String place = migrated.toString();
    return Stream.of(
        new Case(
            "an unknown host",
            at("postgresql://ann:" + PASSWORD + "@no-such-host.invalid:5432/shop"),
            List.of(),
            all,
            List.of("no-such-host.invalid:5432/shop", "host is unknown", "APP_DATABASE_URL")),
        new Case(
            "a port at which nothing listens",
            at("postgresql://ann:" + PASSWORD + "@127.0.0.1:1/shop"),
            List.of(),
            all,
            List.of("127.0.0.1:1/shop", "nothing listens", "APP_DATABASE_URL")),
        new Case(
            "a port at which something else listens",
            at("postgresql://ann:" + PASSWORD + "@127.0.0.1:" + mailServer.port() + "/shop"),
            List.of(),
            List.of("server", "db status"),
            List.of("/shop", "does not speak PostgreSQL", "APP_DATABASE_URL")),
        new Case(
            "a wrong password",
            at(migrated.reveal().replaceAll(":[0-9a-f]{48}@", ":" + PASSWORD + "@")),
            List.of(),
            all,
            List.of(place, "role gatehouse", "password authentication failed", "pg_hba.conf")),
        new Case(
            "an unknown database",
            at(migrated.reveal().replace("/" + migrated.database(), "/no_such_database")),
            List.of(),
            all,
            List.of("no_such_database", "create database", "UTF8")),
        new Case(
            "TLS that the server does not have",
            at(migrated.reveal() + "?sslmode=require"),
            List.of(),
            all,
            List.of(place, "SSL", "sslmode")),
        new Case(
            "no connection left",
            other,
            List.of("alter role %s connection limit 0", "alter role %s connection limit -1"),
            all,
            List.of(place, role, "too many connections", "max_connections")),
        new Case(
            "a schema that the role may not use",
            other,
            List.of(
                "revoke usage on schema public from public",
                "grant usage on schema public to public"),
            onTables,
            List.of(place, role, "schema public", "grant usage")),
        new Case(
            "tables of another role",
            other,
            List.of(),
            onTables,
            List.of(place, role, "api_key", "grant select, insert, update, delete")),
        new Case(
            "tables that may only be read",
            other,
            List.of(
                "grant select on all tables in schema public to %s",
                "revoke select on all tables in schema public from %s"),
            onTables,
            List.of(place, role, "insert, update, delete on api_key", "grant select, insert")),
        new Case(
            "change sets that may not be read",
            other,
            List.of(),
            List.of("db status", "db migrate", "db rollback --yes"),
            List.of(place, role, "permission denied for table databasechangelog")),
        new Case(
            "no right to create",
            as(role, empty),
            List.of(),
            List.of("db migrate"),
            List.of(empty.toString(), role, "permission denied", "owner")),
        new Case(
            "a database that is read-only",
            other,
            List.of(
                "grant all on all tables in schema public to %1$s; grant create on schema public to"
                    + " %1$s; alter role %1$s set default_transaction_read_only = on",
                "revoke all on all tables in schema public from %1$s; revoke create on schema"
                    + " public from %1$s; alter role %1$s reset default_transaction_read_only"),
            List.of("server", "create-admin --email a@example.com", "db rollback --yes --force"),
            List.of(place, "read-only transaction", "standby", "primary")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isSaidInOneSentenceWithItsRemedyAndWithoutAStack(Case refused) {
    if (!refused.sql().isEmpty()) {
      run(refused, 0);
    }
    try {
      for (String command : refused.commands()) {
        Operator.Done done =
            new Operator(refused.database(), clock)
                .run("a long pass phrase\n", command.split(" ", -1));

        assertThat(done.exitCode()).as(command).isEqualTo(1);
        assertThat(done.errors())
            .as(command)
            .startsWith("gatehouse: ")
            .contains(refused.says())
            .doesNotContain("unexpected", "\tat ", "Exception", PASSWORD);
        assertThat(done.errors().strip().lines()).as(command + ": one line").hasSize(1);
      }
    } finally {
      if (!refused.sql().isEmpty()) {
        run(refused, 1);
      }
    }
  }

  @Test
  void anotherEncodingIsRefused() {
    String name = "test_" + ProcessHandle.current().pid() + "_latin";
    execute(
        "create database "
            + name
            + " owner gatehouse template template0 encoding 'LATIN1' locale 'C' locale_provider"
            + " 'libc'");
    DatabaseUrl latin = at(migrated.reveal().replace("/" + migrated.database(), "/" + name));

    Operator.Done done = new Operator(latin, clock).run("", "db", "migrate");

    assertThat(done.exitCode()).isEqualTo(1);
    assertThat(done.errors()).contains(name, "LATIN1", "must be UTF8", "create database");
    execute("drop database " + name);
  }

  @Test
  void aMigrationThatStopsMidwaySaysWhereAndWhyAndGoesOnWhenThatIsPutRight() {
    DatabaseUrl halfway = TestDatabase.empty();
    Operator operator = new Operator(halfway, clock);
    TestDatabase.execute(halfway, "create table product (what text)");

    Operator.Done stopped = operator.run("", "db", "migrate");
    assertThat(stopped.exitCode()).isEqualTo(1);
    assertThat(stopped.errors().strip().lines()).hasSize(1);
    assertThat(stopped.errors())
        .contains("004-products-product", "relation \"product\" already exists", "run it again")
        .contains(halfway.toString())
        .doesNotContain("Exception", "unexpected", "\tat ");
    assertThat(operator.run("", "server").errors()).contains("behind", "db migrate");

    TestDatabase.execute(halfway, "drop table product");
    assertThat(operator.run("", "db", "migrate").exitCode()).isZero();
  }

  @Test
  void aChangeSetThatWasEditedIsNamed() {
    DatabaseUrl edited = TestDatabase.migrated();
    TestDatabase.execute(
        edited,
        "update databasechangelog set md5sum = '9:00000000000000000000000000000000' where id ="
            + " '004-products-product'; delete from databasechangelog where id like '017%'");

    Operator.Done done = new Operator(edited, clock).run("", "db", "migrate");

    assertThat(done.exitCode()).isEqualTo(1);
    assertThat(done.errors().strip().lines()).hasSize(1);
    assertThat(done.errors())
        .contains("004-products-product", "check sum")
        .doesNotContain("Exception", "\tat ");
  }

  private void run(Case refused, int which) {
    TestDatabase.execute(asSuperuser(migrated), refused.sql().get(which).formatted(role));
  }

  private void execute(String sql) {
    TestDatabase.execute(superuser, sql);
  }

  private static DatabaseUrl at(String url) {
    return DatabaseUrl.parse(url);
  }

  private static DatabaseUrl as(String role, DatabaseUrl database) {
    return at("postgresql://%s:%s@%s".formatted(role, PASSWORD, database.toString()));
  }

  private DatabaseUrl asSuperuser(DatabaseUrl database) {
    return at(superuser.reveal().replaceAll("/postgres$", "/" + database.database()));
  }
}
