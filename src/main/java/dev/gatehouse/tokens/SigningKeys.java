package dev.gatehouse.tokens;

import dev.gatehouse.nodes.SharedCopy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * This node's copy of the signing keys: which of them signs, and which are accepted. Nothing here
 * asks the database but {@link #refresh} and a search for a key that the copy lacks. Thread-safe.
 */
final class SigningKeys implements SharedCopy, TokenKeys {
  static final String NAME = "signing_keys";

  /** A SHA-256 digest in Base64url. */
  private static final Pattern KID = Pattern.compile("[A-Za-z0-9_-]{43}");

  private static final Duration BETWEEN_SEARCHES = Duration.ofSeconds(1);

  private final SigningKeyDao dao;
  private final KeySealer sealer;
  private final Optional<KeyAlgorithm> algorithm;
  private final KeyTimes times;
  private final Clock clock;
  private final AtomicReference<KnownKeys> known;
  private final KeySearch search = new KeySearch(this::refresh, BETWEEN_SEARCHES);

  /**
   * A copy that knows no keys until it is refreshed.
   *
   * @param algorithm the one to sign with; empty for HS256
   */
  SigningKeys(
      SigningKeyDao dao,
      KeySealer sealer,
      Optional<KeyAlgorithm> algorithm,
      KeyTimes times,
      Clock clock) {
    this.dao = dao;
    this.sealer = sealer;
    this.algorithm = algorithm;
    this.times = times;
    this.clock = clock;
    this.known =
        new AtomicReference<>(new KnownKeys(new SigningState(0, null, true), List.of(), sealer));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long refresh() {
    SigningState state = dao.state();
    if (state.version() != known().state().version()) {
      // keys that are newer than the state do no harm, and the next refresh reads them again
      KnownKeys read = new KnownKeys(state, dao.keys(), sealer);
      known.updateAndGet(
          before -> before.state().version() > read.state().version() ? before : read);
    }
    return state.version();
  }

  KnownKeys known() {
    return Objects.requireNonNull(known.get());
  }

  /** The algorithm to sign with; empty for HS256. */
  Optional<KeyAlgorithm> algorithm() {
    return algorithm;
  }

  @Override
  public boolean signsWithSecret() {
    return algorithm.isEmpty();
  }

  @Override
  public Optional<UsableKey> signing() {
    return algorithm.flatMap(known()::signing);
  }

  /** The accepted key with that id, which another node may have made a moment ago. */
  @Override
  public Optional<UsableKey> find(String kid) {
    Optional<UsableKey> key = known().find(kid);
    if (key.isPresent() || !KID.matcher(kid).matches() || known().isRetired(kid)) {
      return key;
    }
    search.run();
    return known().find(kid);
  }

  @Override
  public boolean accepts(String kid) {
    return known().find(kid).isPresent();
  }

  @Override
  public boolean acceptsHs256() {
    if (algorithm.isEmpty()) {
      return true;
    }
    SigningState state = known().state();
    Instant since = state.asymmetricSince();
    return since != null
        && !state.refusesHs256()
        && clock.instant().isBefore(since.plus(times.tokenLife()));
  }
}
