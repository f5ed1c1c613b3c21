package dev.gatehouse.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** With a scheme whose work is counted, not done. A new hash takes 100. */
class ConstantTimeVerifierTest {
  private static final Offset<Double> ROUNDING = within(1e-9);

  private double worked;
  private final ConstantTimeVerifier checks =
      new ConstantTimeVerifier(
          new Counted("ours", 100), List.of(new Counted("theirs", 100)), () -> (long) worked);

  /** Hashes are texts such as {@code ours:30:password}. */
  private final class Counted implements PreferredScheme {
    private final String name;
    private final long effort;

    Counted(String name, long effort) {
      this.name = name;
      this.effort = effort;
    }

    @Override
    public Optional<StoredHash> read(String stored) {
      String[] parts = stored.split(":", 3);
      return parts[0].equals(name)
          ? Optional.of(new Hash(Long.parseLong(parts[1]), parts[2]))
          : Optional.empty();
    }

    @Override
    public String hash(String password) {
      return name + ":" + effort + ":" + password;
    }

    @Override
    public StoredHash decoy() {
      return new Hash(effort, "\n");
    }

    @Override
    public boolean isOutdated(String password, String stored) {
      return false;
    }

    @Override
    public void burn(double share) {
      worked += share * effort;
    }
  }

  private final class Hash implements StoredHash {
    private final long effort;
    private final String password;

    Hash(long effort, String password) {
      this.effort = effort;
      this.password = password;
    }

    @Override
    public boolean matches(String guess) {
      worked += effort;
      return guess.equals(password);
    }

    @Override
    public long effort() {
      return effort;
    }
  }

  @Test
  void everyCheckOfWhatIsNotDearerTakesTheSame() {
    workOf("pw", Optional.of("ours:100:pw"));

    assertThat(workOf("pw", Optional.of("ours:100:pw"))).isEqualTo(100, ROUNDING);
    assertThat(workOf("no", Optional.of("ours:100:pw"))).isEqualTo(100, ROUNDING);
    assertThat(workOf("no", Optional.of("ours:3:pw"))).isEqualTo(100, ROUNDING);
    assertThat(workOf("no", Optional.of("theirs:40:pw"))).isEqualTo(100, ROUNDING);
    assertThat(workOf("no", Optional.of("unreadable"))).isEqualTo(100, ROUNDING);
    assertThat(workOf("no", Optional.empty())).isEqualTo(100, ROUNDING);
  }

  @Test
  void expensiveHashTakesNoExtraWork() {
    workOf("pw", Optional.of("ours:100:pw"));

    assertThat(workOf("no", Optional.of("ours:250:pw"))).isEqualTo(250, ROUNDING);
    assertThat(workOf("no", Optional.of("theirs:250:pw"))).isEqualTo(250, ROUNDING);
  }

  @Test
  void aForeignHashIsFollowedByAFullCheckWhileNobodyKnowsWhatThatTakes() {
    assertThat(workOf("no", Optional.of("theirs:40:pw"))).isEqualTo(140, ROUNDING);
    assertThat(workOf("no", Optional.of("theirs:40:pw"))).isEqualTo(100, ROUNDING);
  }

  @Test
  void theRightPasswordIsRightInEveryScheme() {
    assertThat(checks.verify("pw", Optional.of("ours:3:pw"))).isTrue();
    assertThat(checks.verify("pw", Optional.of("theirs:3:pw"))).isTrue();
    assertThat(checks.verify("no", Optional.of("theirs:3:pw"))).isFalse();
    assertThat(checks.verify("\n", Optional.empty())).isFalse();
  }

  private double workOf(String password, Optional<String> stored) {
    double before = worked;
    checks.verify(password, stored);
    return worked - before;
  }
}
