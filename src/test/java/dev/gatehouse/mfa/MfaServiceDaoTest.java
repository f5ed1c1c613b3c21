package dev.gatehouse.mfa;

import static dev.gatehouse.testing.SettingsText.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.audit.AuditConfig;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditModule;
import dev.gatehouse.passwords.PasswordsConfig;
import dev.gatehouse.passwords.PasswordsModule;
import dev.gatehouse.platform.database.Database;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.ratelimit.LimitsConfig;
import dev.gatehouse.ratelimit.RateLimitModule;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MfaServiceDaoTest {
  private static final long ANN = 1;
  private static final RequestOrigin ORIGIN = RequestOrigin.ofCommand("test");
  private static final String LATER = "another secret of the tests, as long as the one";

  private final SettableClock clock = SettableClock.ofToday();
  private final Database database = TestDatabase.open();
  private final List<Long> closed = new ArrayList<>();
  private final MfaService factors = factors(TestSecrets.keys(TestSecrets.DEFAULT));

  @BeforeEach
  void makeAnn() {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into app_user (id, email, full_name, is_active, is_admin, email_verified,
                      search_text, search_words, created_at, updated_at)
                    values (?, 'ann@people.example', 'Ann', true, false, false, '', '', now(), now())
                    """,
                    ANN));
  }

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void theOneTooManyInARowClosesItAndTheOwnerIsToldOnce() {
    Authenticator app = turnedOn();
    wrong(app, 2);
    assertThat(closed).isEmpty();

    wrong(app, 3);

    assertThat(closed).containsExactly(ANN);
    assertThat(use(factors, app.next())).isEmpty();
    assertThat(factors.isOn(ANN)).isTrue();
  }

  @Test
  void reopenedItTakesCodesAgainAndCountsFromTheBeginning() {
    Authenticator app = turnedOn();
    wrong(app, 3);

    factors.reopen(ANN);

    wrong(app, 2);
    assertThat(use(factors, app.next())).hasValue(MfaMethod.TOTP);
    assertThat(closed).hasSize(1);
  }

  @Test
  void anUndoneUseLeavesTheCodeGood() {
    Authenticator app = turnedOn();
    String code = app.next();

    assertThatThrownBy(
            () ->
                database
                    .transactions()
                    .run(
                        () -> {
                          factors.use(ANN, code, ORIGIN);
                          throw Failure.notFound();
                        }))
        .isInstanceOf(Failure.class);

    assertThat(use(factors, code)).hasValue(MfaMethod.TOTP);
  }

  @Test
  void codesAndRecoveryCodesOutliveAChangeOfTheHousesSecret() {
    Authenticator app = turnedOn();

    MfaService changed = factors(TestSecrets.keys(LATER, TestSecrets.DEFAULT));

    assertThat(use(changed, app.next())).hasValue(MfaMethod.TOTP);
    assertThat(use(changed, app.recoveryCodes().get(0))).hasValue(MfaMethod.RECOVERY_CODE);
    assertThat(use(changed, app.recoveryCodes().get(0))).isEmpty();
  }

  @Test
  void aSecretThatWasMovedToAnotherUserOpensNothing() {
    turnedOn();
    database
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  """
                  insert into app_user (id, email, full_name, is_active, is_admin, email_verified,
                    search_text, search_words, created_at, updated_at)
                  values (2, 'bob@people.example', 'Bob', true, false, false, '', '', now(), now())
                  """);
              handle.execute(
                  "insert into totp (user_id, secret, is_on) select 2, secret, true from totp");
            });

    assertThatThrownBy(() -> database.transactions().run(() -> factors.use(2, "123456", ORIGIN)))
        .isInstanceOf(IllegalStateException.class);
  }

  private Authenticator turnedOn() {
    TotpSetup setup = factors.begin(ANN, "ann@people.example");
    Authenticator app = Authenticator.showing(setup.secret(), clock);
    app.recoveryCodes()
        .addAll(
            factors.verifying(
                ANN,
                MfaCode.INVALID_MFA_CODE,
                ORIGIN,
                () -> factors.turnOn(ANN, app.code(), ORIGIN)));
    return app;
  }

  private Optional<MfaMethod> use(MfaService of, String code) {
    return database.transactions().inTransaction(() -> of.use(ANN, code, ORIGIN));
  }

  private void wrong(Authenticator app, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(use(factors, app.wrong())).isEmpty();
    }
  }

  private MfaService factors(DerivedKeys keys) {
    AuditLog audit = new AuditModule(load(AuditConfig.class), keys, database, clock).log();
    LimitsConfig config = load(LimitsConfig.class, "mfa_in_a_row: 3");
    RateLimitModule limits = new RateLimitModule(config, audit, keys, database, clock);
    PasswordsModule passwords =
        new PasswordsModule(load(PasswordsConfig.class, "bcrypt_cost: 4"), database);
    return new MfaModule(
            "Gatehouse",
            config,
            limits.limiter(),
            limits.signIns(),
            passwords.hasher(),
            passwords.passwords(),
            audit,
            new Heard(closed),
            keys,
            database,
            clock)
        .mfa();
  }

  /** What owners would be told. */
  private record Heard(List<Long> closedFactors) implements FactorListener {
    @Override
    public void closed(long userId, RequestOrigin origin) {
      closedFactors.add(userId);
    }

    @Override
    public void recoveryCodeUsed(long userId, RequestOrigin origin) {
      // told over HTTP by another test
    }
  }
}
