package dev.gatehouse;

import dev.gatehouse.audit.AuditModule;
import dev.gatehouse.clients.AccountRoleHolders;
import dev.gatehouse.clients.ClientsModule;
import dev.gatehouse.clients.EndedKeys;
import dev.gatehouse.idempotency.IdempotencyModule;
import dev.gatehouse.invitations.InvitationsModule;
import dev.gatehouse.invitations.LiveInvitations;
import dev.gatehouse.jobs.JobsModule;
import dev.gatehouse.keyring.KeyRing;
import dev.gatehouse.keyring.KeyRingModule;
import dev.gatehouse.mail.MailModule;
import dev.gatehouse.mfa.MfaModule;
import dev.gatehouse.nodes.NodesModule;
import dev.gatehouse.oauth2.OAuth2Module;
import dev.gatehouse.operations.OpenApiModule;
import dev.gatehouse.operations.OperationsModule;
import dev.gatehouse.pages.PagesModule;
import dev.gatehouse.passwords.PasswordsModule;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.http.ShutdownState;
import dev.gatehouse.platform.metrics.Metrics;
import dev.gatehouse.platform.migrations.SchemaCheck;
import dev.gatehouse.platform.paging.PageRequests;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import dev.gatehouse.platform.routing.Route;
import dev.gatehouse.platform.security.BearerCredentials;
import dev.gatehouse.platform.security.Caller;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Secrets;
import dev.gatehouse.products.ProductsModule;
import dev.gatehouse.ratelimit.RateLimitModule;
import dev.gatehouse.roles.RolesModule;
import dev.gatehouse.sessions.SessionsModule;
import dev.gatehouse.signin.SessionCookies;
import dev.gatehouse.signin.SignInModule;
import dev.gatehouse.tokens.TokensModule;
import dev.gatehouse.users.Notices;
import dev.gatehouse.users.UserDirectory;
import dev.gatehouse.users.UserRoleHolders;
import dev.gatehouse.users.UsersModule;
import io.dropwizard.auth.Authenticator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The features, each with what it is made of: the one place that wires them, for the server and for
 * all commands. Nothing runs before the features' {@code managed()} are started, so a command may
 * have all of them and use one.
 */
final class Modules {
  /** The version of the service, as its jar tells it. */
  static final String VERSION =
      Optional.ofNullable(Modules.class.getPackage().getImplementationVersion())
          .orElse("unreleased");

  private final Database database;
  private final PageRequests pageRequests;
  private final AuditModule audit;
  private final KeyRingModule keyRing;
  private final JobsModule jobs;
  private final TokensModule tokens;
  private final UsersModule users;
  private final ClientsModule clients;
  private final List<Feature> features = new ArrayList<>();

  private Modules(
      GatehouseConfiguration configuration,
      Database database,
      Secrets secrets,
      KeyRing ring,
      SchemaCheck schema,
      Metrics metrics,
      ShutdownState shutdown,
      Clock clock) {
    Settings settings = configuration.settings();
    String publicUrl = settings.http().publicUrl();
    DerivedKeys keys = ring.keys();
    this.pageRequests = new PageRequests(keys);
    this.database = database;
    var nodes = new NodesModule(database);
    this.audit = new AuditModule(settings.audit(), keys, database, clock);
    this.keyRing =
        new KeyRingModule(ring, nodes.nodes(), audit.log(), audit::retiredUpTo, database, clock);
    this.jobs = new JobsModule(settings.jobs(), audit.log(), database, clock);
    var limits = new RateLimitModule(settings.limits(), audit.log(), keys, database, clock);
    var idempotency = new IdempotencyModule(keys, database, clock);
    var passwords = new PasswordsModule(settings.passwords(), database);
    this.tokens =
        new TokensModule(
            settings.tokens(),
            settings.keys(),
            nodes.nodes(),
            audit.log(),
            secrets,
            ring::trustsPrevious,
            keys,
            database,
            clock);
    var liveInvitations = new LiveInvitations(audit.log(), database, clock);
    var mail =
        new MailModule(
            settings.mail(),
            settings.name(),
            publicUrl,
            configuration.mailFolder(),
            token -> tokens.oneTimeTokens().isLive(token) || liveInvitations.isLive(token),
            keys,
            jobs.queue(),
            limits.limiter(),
            database,
            clock);
    var sessions = new SessionsModule(settings.sessions(), keys, audit.log(), database, clock);
    var directory = new UserDirectory(database);
    var notices = new Notices(mail.mailer(), directory, audit.log(), clock);
    var mfa =
        new MfaModule(
            settings.name(),
            settings.limits(),
            limits.limiter(),
            limits.signIns(),
            passwords.hasher(),
            passwords.passwords(),
            audit.log(),
            notices,
            keys,
            database,
            clock);
    var roles =
        new RolesModule(
            new UserRoleHolders(database, audit.log(), clock),
            new AccountRoleHolders(database, audit.log(), clock),
            audit.log(),
            database,
            clock);
    var endedKeys = new EndedKeys(settings.clients(), database, audit.log(), clock);
    this.users =
        new UsersModule(
            settings.users(),
            directory,
            jobs.queue(),
            mail.mailer(),
            passwords.policy(),
            passwords.hasher(),
            passwords.passwords(),
            tokens.oneTimeTokens(),
            sessions.sessions(),
            mfa.mfa(),
            mfa.proof(),
            notices,
            endedKeys,
            liveInvitations,
            roles.holders(),
            roles.grants(),
            roles::permissionsOfAll,
            audit.log(),
            keys,
            database,
            clock);
    var signIn =
        new SignInModule(
            new SessionCookies(settings.http().cookieSessions(), publicUrl),
            settings.users(),
            settings.limits(),
            limits.signIns(),
            passwords.hasher(),
            passwords.passwords(),
            mfa.mfa(),
            sessions.sessions(),
            tokens.accessTokens(),
            notices,
            roles.grants(),
            roles::permissionsOfAll,
            audit.log(),
            database,
            metrics,
            clock);
    var invitations =
        new InvitationsModule(
            liveInvitations,
            users.invitees(),
            passwords.policy(),
            passwords.hasher(),
            mail.mailer(),
            audit.log(),
            database,
            clock);
    this.clients =
        new ClientsModule(
            settings.clients(),
            tokens.accessTokens(),
            signIn.authenticator(),
            users.ownerProof(),
            directory,
            notices,
            mail.mailer(),
            roles.holders(),
            roles.grants(),
            roles::permissionsOfAll,
            limits.limiter(),
            endedKeys,
            audit.log(),
            keys,
            database,
            metrics,
            clock);
    var oauth2 =
        new OAuth2Module(
            publicUrl,
            tokens.accessTokens(),
            tokens.revokedTokens(),
            sessions.sessions(),
            signIn.service(),
            signIn.scopes(),
            signIn.authenticator(),
            clients.accounts(),
            clients.accountTokens(),
            audit.log(),
            database,
            clock);
    var products =
        new ProductsModule(
            audit.log(), jobs.queue(), jobs.jobs(), idempotency.idempotency(), database, clock);
    var operations = new OperationsModule(database, schema, shutdown, clock);
    var pages = new PagesModule(settings.name(), publicUrl);
    // in this order they start, and their interceptors stand around a method
    features.addAll(
        List.of(
            nodes,
            audit,
            keyRing,
            jobs,
            limits,
            idempotency,
            mail,
            passwords,
            tokens,
            sessions,
            mfa,
            roles,
            users,
            signIn,
            invitations,
            clients,
            oauth2,
            products,
            operations,
            pages));
    features.add(new OpenApiModule(VERSION, publicUrl, features));
    keys.declare(all(Feature::keyUses));
    roles.use(
        new PermissionCatalogue(
            all(Feature::permissions),
            Route.of(all(Feature::resources).stream().map(Object::getClass).toList())));
    mail.addTypes(all(Feature::mailTypes));
    jobs.addHandlers(all(Feature::jobHandlers));
    keyRing.addSteps(all(Feature::rekeySteps), all(Feature::keyUses));
    jobs.addRecurring(all(Feature::recurring));
  }

  /**
   * The modules on the configured database, which is open until the bootstrap is closed.
   *
   * @param pool how the database is opened
   * @throws OperatorException if the database, its schema or the secret does not fit
   */
  static Modules open(
      DatabaseBootstrap bootstrap,
      GatehouseConfiguration configuration,
      DatabaseConfig pool,
      Metrics metrics,
      ShutdownState shutdown,
      Clock clock) {
    Database database = bootstrap.open(pool);
    Secrets secrets = bootstrap.secrets(database);
    SchemaCheck schema = bootstrap.requireSchema(database);
    KeyRing ring = KeyRing.open(database, secrets, clock);
    return new Modules(configuration, database, secrets, ring, schema, metrics, shutdown, clock);
  }

  /** The modules on an open database, for somebody who only looks. */
  static Modules on(
      GatehouseConfiguration configuration,
      Database database,
      Secrets secrets,
      KeyRing ring,
      Clock clock) {
    return new Modules(
        configuration,
        database,
        secrets,
        ring,
        new SchemaCheck(database.dataSource()),
        new Metrics(VERSION),
        new ShutdownState(),
        clock);
  }

  /** The parts of one kind of all features, in their order. */
  <T> List<T> all(Function<Feature, ? extends Collection<? extends T>> kind) {
    List<T> all = new ArrayList<>();
    features.forEach(feature -> all.addAll(kind.apply(feature)));
    return all;
  }

  List<Feature> features() {
    return List.copyOf(features);
  }

  Database database() {
    return database;
  }

  PageRequests pageRequests() {
    return pageRequests;
  }

  AuditModule audit() {
    return audit;
  }

  KeyRingModule keyRing() {
    return keyRing;
  }

  JobsModule jobs() {
    return jobs;
  }

  TokensModule tokens() {
    return tokens;
  }

  UsersModule users() {
    return users;
  }

  Authenticator<BearerCredentials, Caller> authenticator() {
    return clients.authenticator();
  }
}
