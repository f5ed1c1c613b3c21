package dev.gatehouse.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.audit.AuditConfig;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditModule;
import dev.gatehouse.jobs.JobsConfig;
import dev.gatehouse.jobs.JobsModule;
import dev.gatehouse.mail.MailConfig;
import dev.gatehouse.mail.MailModule;
import dev.gatehouse.mail.Mailer;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.ratelimit.LimitsConfig;
import dev.gatehouse.ratelimit.RateLimitModule;
import dev.gatehouse.roles.RolesModule;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.SettingsText;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import dev.gatehouse.users.UserDirectory;
import dev.gatehouse.users.UserRoleHolders;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyExpiryNoticesDaoTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration USUAL = Duration.ofDays(90);
  private static final String CONTACT = "ops@people.example";

  private final Database database = TestDatabase.open();
  private final SettableClock clock = SettableClock.ofToday();
  private final ApiKeyDao dao = database.dao(ApiKeyDao.class);
  private final KeyExpiryNotices notices = node(true);

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void anOwnerIsToldAWeekBeforeTheEndAndADayBefore() {
    for (Actor owner : List.of(person(true), account(CONTACT))) {
      key(owner, USUAL);
      Instant start = clock.instant();
      assertThat(mailsAfter(USUAL.minusDays(7).minusSeconds(1))).isZero();
      assertThat(mailsAfter(Duration.ofSeconds(1))).isEqualTo(1);
      assertThat(mailsAfter(Duration.ofDays(6).minusSeconds(1))).isZero();
      assertThat(mailsAfter(Duration.ofSeconds(1))).isEqualTo(1);
      assertThat(mailsAfter(Duration.ofHours(23))).isZero();
      assertThat(mailsAfter(Duration.ofHours(2))).isZero();
      assertThat(Duration.between(start, clock.instant())).isGreaterThan(USUAL);
    }
  }

  @Test
  void ofTwoMailsThatAreDueTheLaterIsSent() {
    key(account(CONTACT), USUAL);

    assertThat(mailsAfter(USUAL.minusHours(20))).isEqualTo(1);
    assertThat(mailsAfter(Duration.ofHours(1))).isZero();
  }

  @Test
  void aKeyThatHasExpiredIsNotTold() {
    key(account(CONTACT), USUAL);

    assertThat(mailsAfter(USUAL)).isZero();
  }

  @Test
  void manyNodesSendEachMailOnce() {
    for (int i = 0; i < 30; i++) {
      key(i % 2 == 0 ? person(true) : account(Service.newEmail()), USUAL);
    }
    clock.advance(USUAL.minusDays(7));

    List<CompletableFuture<Void>> nodes =
        Stream.generate(() -> node(true))
            .limit(4)
            .map(node -> CompletableFuture.runAsync(node::send))
            .toList();
    nodes.forEach(CompletableFuture::join);

    assertThat(mails()).isEqualTo(30);
  }

  @Test
  void aLifeThatIsNoLongerThanTheLeadHasNoSuchMail() {
    Actor owner = account(CONTACT);
    key(owner, Duration.ofDays(3));
    key(owner, Duration.ofHours(12));
    key(owner, DAY);

    assertThat(mailsAfter(Duration.ZERO)).isZero();
    assertThat(mailsAfter(Duration.ofDays(2))).isEqualTo(1);
  }

  @Test
  void aKeyThatWasReplacedIsNotTold() {
    Actor owner = account(CONTACT);
    ApiKey ending = key(owner, Duration.ofDays(8));
    ApiKey cut = key(owner, USUAL);
    ApiKey endless = key(owner, null);
    ApiKey cutByAnOlderNode = key(owner, USUAL);
    Instant soon = clock.instant().plus(Duration.ofDays(7));

    for (ApiKey key : List.of(cut, endless)) {
      dao.endAt(key.id(), soon, KeyExpiryNotices.DAY);
    }
    dao.endAt(ending.id(), clock.instant().plus(Duration.ofDays(9)), KeyExpiryNotices.DAY);
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update api_key set expires_at = ? where id = ?",
                    Timestamp.from(soon),
                    cutByAnOlderNode.id()));

    assertThat(mailsAfter(DAY)).isZero();
    assertThat(mailsAfter(Duration.ofDays(5))).isZero();
    assertThat(mailsAfter(DAY)).isZero();
  }

  @Test
  void whoHasNoAddressToWriteToIsNotTold() {
    key(person(false), USUAL);
    key(account(null), USUAL);
    Actor disabled = account(CONTACT);
    key(disabled, USUAL);
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update service_account set is_active = false where id = ?", disabled.id()));

    assertThat(mailsAfter(USUAL.minusDays(7))).isZero();
  }

  @Test
  void whoGetsAnAddressMeanwhileIsToldADayBefore() {
    Actor owner = account(null);
    key(owner, USUAL);
    assertThat(mailsAfter(USUAL.minusDays(7))).isZero();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update service_account set contact_email = ? where id = ?",
                    CONTACT,
                    owner.id()));

    assertThat(mailsAfter(Duration.ofDays(1))).isZero();
    assertThat(mailsAfter(Duration.ofDays(5))).isEqualTo(1);
  }

  @Test
  void keysOfPeopleThatDoNotWorkAreNotTold() {
    key(person(true), USUAL);
    key(account(CONTACT), USUAL);
    clock.advance(USUAL.minusDays(7));

    node(false).send();

    assertThat(mails()).isEqualTo(1);
  }

  @Test
  void whatAMailboxHasNoRoomForComesLater() {
    Actor owner = account(CONTACT);
    for (int i = 0; i < 25; i++) {
      key(owner, USUAL);
    }
    key(account("dev@people.example"), USUAL);

    assertThat(mailsAfter(USUAL.minusDays(7))).isEqualTo(21);
    assertThat(mailsAfter(Duration.ofHours(1))).isEqualTo(5);
    assertThat(mailsAfter(Duration.ofHours(1))).isZero();
  }

  @Test
  void withoutMailAllStaysDue() {
    key(account(CONTACT), USUAL);
    clock.advance(USUAL.minusDays(7));

    node(true, "").send();
    assertThat(mails()).isZero();

    assertThat(mailsAfter(Duration.ZERO)).isEqualTo(1);
  }

  @Test
  void aMailThatIsNotQueuedLeavesItsKeyUntold() {
    Actor owner = account(CONTACT);
    ApiKey key = key(owner, USUAL);
    clock.advance(USUAL.minusDays(7));
    database.jdbi().useHandle(handle -> handle.execute("alter table mail rename to no_mail"));

    assertThat(CompletableFuture.runAsync(notices::send).handle((done, e) -> e != null).join())
        .isTrue();
    database.jdbi().useHandle(handle -> handle.execute("alter table no_mail rename to mail"));

    assertThat(dao.lockDue(key.id(), KeyExpiryNotices.NOTHING)).isPresent();
    assertThat(mailsAfter(Duration.ZERO)).isEqualTo(1);
  }

  /** How many mails this node sends after a while. */
  private long mailsAfter(Duration wait) {
    clock.advance(wait);
    long before = mails();
    notices.send();
    return mails() - before;
  }

  private long mails() {
    return database
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("select count(*) from mail").mapTo(Long.class).one());
  }

  private ApiKey key(Actor owner, @Nullable Duration life) {
    Instant now = clock.instant();
    String text = ApiKeyText.random();
    return dao.insert(
        owner.personId().orElse(null),
        owner.serviceAccountId().orElse(null),
        text,
        1,
        "nightly",
        ApiKeyText.shown(text),
        List.of("jobs:read"),
        List.of(),
        now,
        life == null ? null : now.plus(life));
  }

  private Actor person(boolean isVerified) {
    return Actor.person(
        inserted(
            """
            insert into app_user (email, full_name, is_active, is_admin, email_verified,
              search_text, search_words, created_at, updated_at)
            values (?, 'Ann', true, false, ?, '', '', now(), now()) returning id
            """,
            Service.newEmail(),
            isVerified));
  }

  private Actor account(@Nullable String contact) {
    return Actor.serviceAccount(
        inserted(
            """
            insert into service_account (name, contact_email, description, is_admin, roles,
              is_active, jwks, created_at, updated_at)
            values (?, ?, '', false, '{}', true, '{}', now(), now()) returning id
            """,
            Service.newName(),
            contact));
  }

  private long inserted(String sql, @Nullable Object... values) {
    return database.jdbi().withHandle(handle -> handle.select(sql, values).mapTo(Long.class).one());
  }

  private KeyExpiryNotices node(boolean personal) {
    return node(personal, "smtp_url: smtp://127.0.0.1:1");
  }

  private KeyExpiryNotices node(boolean personal, String mailServer) {
    DerivedKeys keys = TestSecrets.keys(TestSecrets.DEFAULT);
    AuditLog audit =
        new AuditModule(SettingsText.load(AuditConfig.class), keys, database, clock).log();
    RolesModule roles =
        new RolesModule(
            new UserRoleHolders(database, audit, clock),
            new AccountRoleHolders(database, audit, clock),
            audit,
            database,
            clock);
    return new KeyExpiryNotices(
        dao,
        database.dao(ServiceAccountDao.class),
        new UserDirectory(database),
        roles.holders(),
        personal,
        mailer(mailServer, keys, audit),
        database.transactions(),
        clock);
  }

  private Mailer mailer(String mailServer, DerivedKeys keys, AuditLog audit) {
    JobsModule jobs = new JobsModule(SettingsText.load(JobsConfig.class), audit, database, clock);
    LimitsConfig limits = SettingsText.load(LimitsConfig.class);
    MailModule mail =
        new MailModule(
            SettingsText.load(
                MailConfig.class, mailServer.isEmpty() ? new String[0] : new String[] {mailServer}),
            "Shop",
            "https://gate.example",
            Optional.empty(),
            token -> true,
            keys,
            jobs.queue(),
            new RateLimitModule(limits, audit, keys, database, clock).limiter(),
            database,
            clock);
    mail.addTypes(List.of(ClientMail.values()));
    jobs.addHandlers(mail.jobHandlers());
    return mail.mailer();
  }
}
