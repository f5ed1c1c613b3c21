package dev.gatehouse;

import dev.gatehouse.audit.AuditConfig;
import dev.gatehouse.backup.BackupConfig;
import dev.gatehouse.clients.ClientsConfig;
import dev.gatehouse.jobs.JobsConfig;
import dev.gatehouse.mail.MailConfig;
import dev.gatehouse.passwords.PasswordsConfig;
import dev.gatehouse.platform.config.Consistent;
import dev.gatehouse.platform.config.SelfChecked;
import dev.gatehouse.platform.database.DatabaseConfig;
import dev.gatehouse.platform.http.HttpConfig;
import dev.gatehouse.platform.problems.FieldError;
import dev.gatehouse.ratelimit.LimitsConfig;
import dev.gatehouse.sessions.SessionsConfig;
import dev.gatehouse.tokens.KeysConfig;
import dev.gatehouse.tokens.TokensConfig;
import dev.gatehouse.users.UsersConfig;
import jakarta.validation.Valid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * config.yml as a record: one component per feature, and the rules across them.
 *
 * @param name of the service in mails and authenticator apps
 * @param dataDir where the embedded database, its secrets and its mails lie
 */
@Consistent
public record Settings(
    String name,
    Path dataDir,
    @Valid HttpConfig http,
    @Valid DatabaseConfig database,
    @Valid BackupConfig backup,
    @Valid AuditConfig audit,
    @Valid JobsConfig jobs,
    @Valid TokensConfig tokens,
    @Valid KeysConfig keys,
    @Valid PasswordsConfig passwords,
    @Valid SessionsConfig sessions,
    @Valid UsersConfig users,
    @Valid ClientsConfig clients,
    @Valid MailConfig mail,
    @Valid LimitsConfig limits)
    implements SelfChecked {
  private static final Pattern NAME = Pattern.compile("(?=.*\\S)[^\\p{Cntrl}]{1,100}");

  public Settings {
    name = name == null ? "Gatehouse" : name;
    dataDir = dataDir == null ? Path.of("data") : dataDir;
    tokens = tokens.issuedBy(http.publicUrl());
  }

  /** Whether the service starts a PostgreSQL of its own. */
  public boolean embedded() {
    return database.url() == null;
  }

  @Override
  public void check(BiConsumer<String, String> faults) {
    if (!NAME.matcher(name).matches()) {
      faults.accept("name", "must have 1 to 100 characters and no control character");
    }
    if (!embedded() && tokens.secret() == null) {
      faults.accept(
          "tokens.secret",
          "must be set to a random text of at least 32 bytes when APP_DATABASE_URL is set;"
              + " `openssl rand -hex 32` makes one");
    }
    if (!embedded() && users.requireVerifiedEmail() && mail.smtpUrl() == null) {
      faults.accept(
          "mail.smtp_url",
          "must be set, because APP_REQUIRE_VERIFIED_EMAIL (users.require_verified_email) is true");
    }
  }

  /** Warnings for the operator by key; none stops the start. */
  public List<FieldError> warnings() {
    List<FieldError> warnings = new ArrayList<>();
    passwords
        .warning()
        .map(warning -> new FieldError("passwords." + warning.field(), warning.message()))
        .ifPresent(warnings::add);
    if (!embedded() && mail.smtpUrl() == null) {
      warnings.add(
          new FieldError(
              "mail.smtp_url", "is not set: no mail is sent, and routes that need it answer 503"));
    }
    if (mail.smtpUrl() != null && mail.from() == null) {
      warnings.add(
          new FieldError(
              "mail.from", "is not set: mails come from no-reply at the host of the public URL"));
    }
    if (tokens.signsWithSecret() && tokens.isForOthers()) {
      warnings.add(
          new FieldError(
              "tokens.algorithm",
              "is HS256, and tokens.audience another one than this service's: whoever verifies these"
                  + " tokens needs APP_JWT_SECRET, with which he can make any. Set"
                  + " APP_JWT_ALGORITHM=ES256"));
    }
    if (tokens.signsWithSecret() && keys.rotateEvery() != null) {
      warnings.add(
          new FieldError("keys.rotate_every", "has no effect with HS256, which has no keys"));
    }
    return List.copyOf(warnings);
  }
}
