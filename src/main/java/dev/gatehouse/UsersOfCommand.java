package dev.gatehouse;

import dev.gatehouse.audit.AuditModule;
import dev.gatehouse.jobs.JobsModule;
import dev.gatehouse.mail.MailModule;
import dev.gatehouse.mfa.MfaModule;
import dev.gatehouse.passwords.PasswordsModule;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.paging.PageRequests;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.ratelimit.RateLimitModule;
import dev.gatehouse.sessions.SessionsModule;
import dev.gatehouse.tokens.TokensModule;
import dev.gatehouse.users.Notices;
import dev.gatehouse.users.UsersModule;
import java.time.Clock;
import java.util.function.Consumer;

/** The people as a command needs them: on one connection, without a server. */
final class UsersOfCommand {
  private UsersOfCommand() {}

  static void use(
      GatehouseConfiguration configuration, Clock clock, Consumer<UsersModule> command) {
    DatabaseOfCommand.use(
        configuration,
        (keys, database) -> command.accept(wire(configuration, keys, database, clock)));
  }

  private static UsersModule wire(
      GatehouseConfiguration configuration, DerivedKeys keys, Database database, Clock clock) {
    Settings settings = configuration.settings();
    var pageRequests = new PageRequests(keys);
    var audit = new AuditModule(settings.audit(), keys, pageRequests, database, clock).log();
    var jobs = new JobsModule(settings.jobs(), audit, pageRequests, database, clock).queue();
    var limits = new RateLimitModule(settings.limits(), audit, keys, database, clock);
    var tokens = TokensModule.oneTime(database, clock);
    var mailer =
        new MailModule(
                settings.mail(),
                settings.name(),
                settings.http().publicUrl(),
                configuration.mailFolder(),
                tokens::isLive,
                keys,
                jobs,
                limits.limiter(),
                database,
                clock)
            .mailer();
    var notices = new Notices(mailer, audit, database, clock);
    var passwords = new PasswordsModule(settings.passwords(), database);
    var mfa =
        new MfaModule(
            settings.name(),
            settings.limits(),
            limits.limiter(),
            limits.signIns(),
            passwords.hasher(),
            passwords.passwords(),
            audit,
            notices,
            keys,
            database,
            clock);
    return new UsersModule(
        settings.users(),
        jobs,
        mailer,
        passwords.policy(),
        passwords.hasher(),
        passwords.passwords(),
        tokens,
        new SessionsModule(settings.sessions(), keys, audit, database, clock).sessions(),
        mfa.mfa(),
        mfa.proof(),
        notices,
        audit,
        pageRequests,
        keys,
        database,
        clock);
  }
}
