package dev.gatehouse.passwords;

import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.database.Database;
import io.dropwizard.lifecycle.Managed;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

public final class PasswordsModule implements Feature {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  private final HashingBulkhead bulkhead;
  private final PasswordHasher hasher;
  private final PasswordPolicy policy = new PasswordPolicy();
  private final PasswordStore passwords;

  public PasswordsModule(PasswordsConfig config, Database database) {
    int cores = Runtime.getRuntime().availableProcessors();
    PreferredScheme bcrypt = new BcryptScheme(config.bcryptCost());
    PreferredScheme argon2id = new Argon2idScheme();
    PreferredScheme preferred =
        switch (config.hash()) {
          case BCRYPT -> bcrypt;
          case ARGON2ID -> argon2id;
        };
    this.bulkhead = new HashingBulkhead(cores, config.hashingQueue(), LONGEST_WAIT);
    this.hasher =
        new PasswordHasher(
            bulkhead,
            preferred,
            new ConstantTimeVerifier(
                preferred,
                List.of(bcrypt, argon2id, new Pbkdf2Scheme()),
                ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime));
    this.passwords = new PasswordStore(database.dao(PasswordDao.class));
  }

  public PasswordHasher hasher() {
    return hasher;
  }

  public PasswordPolicy policy() {
    return policy;
  }

  public PasswordStore passwords() {
    return passwords;
  }

  @Override
  public List<Managed> managed() {
    return List.of(bulkhead);
  }
}
