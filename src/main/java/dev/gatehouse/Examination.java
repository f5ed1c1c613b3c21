package dev.gatehouse;

import dev.gatehouse.audit.TrailTail;
import dev.gatehouse.doctor.AdminPort;
import dev.gatehouse.doctor.AdministratorsCheck;
import dev.gatehouse.doctor.AuditCheck;
import dev.gatehouse.doctor.Check;
import dev.gatehouse.doctor.ClockOffsetCheck;
import dev.gatehouse.doctor.ConfigurationCheck;
import dev.gatehouse.doctor.ConnectionsCheck;
import dev.gatehouse.doctor.DatabaseCheck;
import dev.gatehouse.doctor.DatabaseTlsCheck;
import dev.gatehouse.doctor.DescriptorsCheck;
import dev.gatehouse.doctor.DoctorDao;
import dev.gatehouse.doctor.FilesCheck;
import dev.gatehouse.doctor.JobsCheck;
import dev.gatehouse.doctor.KeyRingCheck;
import dev.gatehouse.doctor.LiveNodes;
import dev.gatehouse.doctor.MailCheck;
import dev.gatehouse.doctor.MemoryCheck;
import dev.gatehouse.doctor.MigrationCheck;
import dev.gatehouse.doctor.Opened;
import dev.gatehouse.doctor.OriginsCheck;
import dev.gatehouse.doctor.ProxiesCheck;
import dev.gatehouse.doctor.PublicUrlCheck;
import dev.gatehouse.doctor.RekeyCheck;
import dev.gatehouse.doctor.RightsCheck;
import dev.gatehouse.doctor.SchemaStateCheck;
import dev.gatehouse.doctor.SecretsCheck;
import dev.gatehouse.doctor.SigningKeysCheck;
import dev.gatehouse.doctor.StatisticsCheck;
import dev.gatehouse.keyring.KeyRing;
import dev.gatehouse.mail.MailProbe;
import dev.gatehouse.operations.ClockCheck;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.platform.http.HttpConfig;
import dev.gatehouse.platform.migrations.Migrations;
import dev.gatehouse.platform.migrations.SchemaCheck;
import dev.gatehouse.platform.migrations.TablePrivileges;
import dev.gatehouse.platform.security.Secrets;
import dev.gatehouse.tokens.ListedKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the doctor checks, wired: the checks, and what they open for each other. */
final class Examination implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final GatehouseConfiguration configuration;
  private final Clock clock;
  private final Opened<DatabaseBootstrap> bootstrap = new Opened<>();
  private final Opened<Database> database = new Opened<>();
  private final Opened<Secrets> secrets = new Opened<>();
  private final Opened<KeyRing> ring = new Opened<>();

  Examination(GatehouseConfiguration configuration, Clock clock) {
    this.configuration = configuration;
    this.clock = clock;
  }

  /** In the order of the report. */
  List<Check> checks() {
    Settings settings = configuration.settings();
    HttpConfig http = settings.http();
    DatabaseConfig pool = settings.database();
    Optional<DatabaseUrl> url = pool.address();
    boolean isEmbedded = settings.embedded();
    Supplier<DoctorDao> dao = () -> database.get().dao(DoctorDao.class);
    LiveNodes nodes = new LiveNodes(dao);
    AdminPort admin = new AdminPort(http.adminHost(), http.adminPort());
    return List.of(
        new ConfigurationCheck(configuration.warnings()),
        new SecretsCheck(
            settings.tokens().secret(),
            settings.tokens().previousSecret(),
            url.map(DatabaseUrl::password)),
        new FilesCheck(
            isEmbedded ? Optional.of(configuration.dataDir()) : Optional.empty(),
            configuration.directory()),
        new DatabaseCheck(this::open, database, () -> isEmbedded && bootstrap.find().isEmpty()),
        new DatabaseTlsCheck(url),
        new RightsCheck(
            () -> TablePrivileges.require(bootstrap.get().url(), database.get().dataSource())),
        new SchemaStateCheck(
            () -> new SchemaCheck(database.get().dataSource()).state(), isEmbedded),
        new MigrationCheck(dao, Migrations.LOCK),
        new ClockOffsetCheck(() -> ClockCheck.on(database.get(), clock).measure()),
        new ConnectionsCheck(
            dao, nodes, pool.poolSize() + pool.poolOverflow(), () -> database.get().isPooled()),
        new StatisticsCheck(dao),
        new KeyRingCheck(this::findRing, ring),
        new RekeyCheck(dao),
        new SigningKeysCheck(
            !settings.tokens().signsWithSecret(),
            settings.keys().rotateEvery(),
            this::signingKeys,
            nodes,
            clock),
        new AuditCheck(
            () -> TrailTail.of(database.get(), ring.get().keys()),
            settings.audit().chainEvery(),
            nodes,
            clock),
        new JobsCheck(dao, nodes),
        new AdministratorsCheck(dao, isEmbedded),
        new MailCheck(MailProbe.of(settings.mail(), settings.name(), http.publicUrl())),
        new PublicUrlCheck(http.publicUrl(), settings.mail().smtpUrl() != null),
        new OriginsCheck(http.corsOrigins(), http.publicUrl()),
        new ProxiesCheck(admin),
        new DescriptorsCheck(admin),
        new MemoryCheck(admin));
  }

  private Optional<Database> open() {
    Optional<DatabaseBootstrap> found = DatabaseBootstrap.look(configuration);
    found.ifPresent(bootstrap::set);
    // one connection, and more for the checks that run at once
    return found.map(
        each -> each.open(new DatabaseConfig(configuration.settings().database().url(), 1, 3)));
  }

  private Optional<KeyRing> findRing() {
    Optional<Secrets> found = bootstrap.get().findSecrets(database.get());
    found.ifPresent(secrets::set);
    return found.flatMap(each -> KeyRing.find(database.get(), each, clock));
  }

  private List<ListedKey> signingKeys() {
    return Modules.on(configuration, database.get(), secrets.get(), ring.get(), clock)
        .tokens()
        .signingKeys()
        .list();
  }

  /**
   * Leaves a server that was started for this; one that hangs is left to the end of the process.
   */
  @Override
  public void close() {
    bootstrap
        .find()
        .ifPresent(
            opened -> {
              Thread closing = new Thread(opened::close, "doctor-close");
              closing.setDaemon(true);
              closing.start();
              try {
                closing.join(CLOSING.toMillis());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
