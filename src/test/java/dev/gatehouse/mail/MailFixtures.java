package dev.gatehouse.mail;

import static dev.gatehouse.testing.Await.await;

import dev.gatehouse.audit.AuditConfig;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditModule;
import dev.gatehouse.jobs.Job;
import dev.gatehouse.jobs.JobState;
import dev.gatehouse.jobs.JobsConfig;
import dev.gatehouse.jobs.JobsModule;
import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.ratelimit.LimitsConfig;
import dev.gatehouse.ratelimit.RateLimitModule;
import dev.gatehouse.testing.MailServer;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.SettingsText;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import io.dropwizard.lifecycle.Managed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Mail on a database of its own, delivered by the real jobs to a real server once started. */
final class MailFixtures implements AutoCloseable {
  private static final String FROM = "Shop <no-reply@mail.gate.example>";

  private final Database database = TestDatabase.open();
  private final SettableClock clock = SettableClock.ofToday();
  private final MailServer server = MailServer.start();
  private final DerivedKeys keys = TestSecrets.keys(TestSecrets.DEFAULT);
  private final List<Managed> running = new ArrayList<>();
  private final Set<String> voidTokens = ConcurrentHashMap.newKeySet();

  private volatile boolean hasBug;

  DerivedKeys keys() {
    return keys;
  }

  SettableClock clock() {
    return clock;
  }

  MailServer server() {
    return server;
  }

  Mailer mailer(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("smtp_url: " + server.url());
    all.add("from: " + FROM);
    MailConfig config = SettingsText.load(MailConfig.class, all.toArray(String[]::new));
    return module(jobs(), keys, config).mailer();
  }

  MailModule module() {
    return module(keys, Optional.of(server.url()));
  }

  MailModule module(DerivedKeys keys, Optional<String> smtpUrl) {
    return module(jobs(), keys, config(smtpUrl));
  }

  /** Starts a node that delivers. */
  void start() throws Exception {
    startUnder(keys);
  }

  void startUnder(DerivedKeys keys) throws Exception {
    JobsModule jobs = jobs();
    module(jobs, keys, config(Optional.of(server.url())));
    for (Managed each : jobs.managed()) {
      each.start();
      running.add(each);
    }
  }

  /** Sweeps what a node sweeps now and then. */
  void sweep() {
    JobsModule jobs = jobs();
    module(jobs, keys, config(Optional.of(server.url())));
    jobs.recurring().forEach(each -> each.work().run());
  }

  void stop() throws Exception {
    for (Managed each : running) {
      each.stop();
    }
    running.clear();
  }

  void queue(MailRequest request) {
    inTransaction(
        () -> {
          mailer().queue(request);
          return true;
        });
  }

  <T> T inTransaction(Supplier<T> work) {
    return database.transactions().inTransaction(work);
  }

  /** Somebody with an account. */
  Recipient newRecipient() {
    String email = Service.newEmail();
    long id =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            insert into app_user (email, full_name, is_active, is_admin,
                              email_verified, search_text, search_words, created_at, updated_at)
                            values (:email, 'Ann', true, false, false, '', '', now(), now())
                            returning id
                            """)
                        .bind("email", email)
                        .mapTo(Long.class)
                        .one());
    return new Recipient(id, email);
  }

  /** A service account's contact. */
  Recipient newContact() {
    long id =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            insert into service_account (name, description, is_admin, roles,
                              is_active, jwks, created_at, updated_at)
                            values (:name, '', false, '{}', true, '{}', now(), now())
                            returning id
                            """)
                        .bind("name", Service.newName())
                        .mapTo(Long.class)
                        .one());
    return new Recipient(Actor.serviceAccount(id), Service.newEmail());
  }

  void delete(Recipient recipient) {
    Actor owner = recipient.owner();
    String table = owner.personId().isPresent() ? "app_user" : "service_account";
    database
        .jdbi()
        .useHandle(handle -> handle.execute("delete from " + table + " where id = ?", owner.id()));
  }

  /** The newest job. */
  Job job() {
    long newest =
        database
            .jdbi()
            .withHandle(
                handle -> handle.createQuery("select max(id) from job").mapTo(Long.class).one());
    return jobs().jobs().get(newest);
  }

  /** The newest job once it has been tried so often. */
  Job awaitTry(int attempts) {
    return await()
        .until(this::job, job -> job.attempts() >= attempts && job.state() != JobState.RUNNING);
  }

  /** From now on no link with it is of use. */
  void voidToken(String token) {
    voidTokens.add(token);
  }

  /** From now on a look at a link throws what nobody foresaw. */
  void breakLinks() {
    hasBug = true;
  }

  private boolean isLive(String token) {
    if (hasBug) {
      throw new IllegalStateException("a bug");
    }
    return !voidTokens.contains(token);
  }

  void retry(long job) {
    jobs().jobs().retry(RequestOrigin.ofCommand("test"), job);
  }

  int count(String table) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery("select count(*) from " + table).mapTo(Integer.class).one());
  }

  /** Everything in these tables as text. */
  String rows(String... tables) {
    return Stream.of(tables)
        .flatMap(
            table ->
                database
                    .jdbi()
                    .withHandle(
                        handle ->
                            handle
                                .createQuery("select t::text from " + table + " t")
                                .mapTo(String.class)
                                .list())
                    .stream())
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      server.close();
      database.stop();
    }
  }

  private static MailConfig config(Optional<String> smtpUrl) {
    return new MailConfig(
        smtpUrl.map(SecretString::new).orElse(null), FROM, null, null, null, NoticesConfig.all());
  }

  private MailModule module(JobsModule jobs, DerivedKeys keys, MailConfig config) {
    LimitsConfig limits = SettingsText.load(LimitsConfig.class);
    AuditLog audit =
        new AuditModule(SettingsText.load(AuditConfig.class), this.keys, database, clock).log();
    MailModule mail =
        new MailModule(
            config,
            "Shop",
            "https://gate.example",
            Optional.empty(),
            this::isLive,
            keys,
            jobs.queue(),
            new RateLimitModule(limits, audit, this.keys, database, clock).limiter(),
            database,
            clock);
    mail.addTypes(mail.mailTypes());
    jobs.addHandlers(mail.jobHandlers());
    return mail;
  }

  private JobsModule jobs() {
    AuditModule audit =
        new AuditModule(SettingsText.load(AuditConfig.class), keys, database, clock);
    JobsConfig config = SettingsText.load(JobsConfig.class, "threads: 4");
    return new JobsModule(config, audit.log(), database, clock);
  }
}
