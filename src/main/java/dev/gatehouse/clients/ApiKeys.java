package dev.gatehouse.clients;

import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditTarget;
import dev.gatehouse.audit.ChangedFields;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.routing.PermissionCatalogue;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.HeldPermissions;
import dev.gatehouse.platform.security.Network;
import dev.gatehouse.platform.security.RequestOrigin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes, changes and ends keys of any owner. Call everything that changes a key in a transaction
 * that has locked the owner.
 */
final class ApiKeys {
  private static final int MOST = 100;
  private static final String NETWORKS = "networks";
  static final String OWNER = "owner";

  private final ApiKeyDao dao;
  private final KeyDigests digests;
  private final Supplier<PermissionCatalogue> catalogue;
  private final AuditLog audit;
  private final Clock clock;

  ApiKeys(
      ApiKeyDao dao,
      KeyDigests digests,
      Supplier<PermissionCatalogue> catalogue,
      AuditLog audit,
      Clock clock) {
    this.dao = dao;
    this.digests = digests;
    this.catalogue = catalogue;
    this.audit = audit;
    this.clock = clock;
  }

  /** A new key and its text, which is not stored. */
  record Made(ApiKey key, String text) {
    /** Hides the text. */
    @Override
    public String toString() {
      return "Made[" + key.id() + ']';
    }
  }

  /** The live keys of an owner. */
  List<ApiKey> list(Actor owner) {
    return dao.list(owner, clock.instant());
  }

  /**
   * Checks what a client wrote, before anything is looked up.
   *
   * @throws Failure {@code validation}
   */
  KeySpec checked(Actor owner, NewApiKey form) {
    boolean mayBeEndless = owner.serviceAccountId().isPresent();
    return new KeySpec(
        form.name(),
        KeyLimits.scopes(form.scopes(), catalogue.get()),
        KeyLimits.networks(form.networks()),
        Optional.ofNullable(KeyLimits.expiry(form.expiresAt(), mayBeEndless, clock.instant())));
  }

  /**
   * The same for a change.
   *
   * @throws Failure {@code validation}
   */
  void requireValid(ApiKeyPatch patch) {
    if (patch.scopes().present()) {
      KeyLimits.scopes(patch.scopes().applyTo(List.of(), List.of()), catalogue.get());
    }
    KeyLimits.networks(patch.networks().applyTo(List.of(), List.of()));
  }

  /**
   * Makes a key.
   *
   * @param caller what the caller holds, who gives no more
   * @throws Failure {@code forbidden} beyond the bound, {@code too_many_keys}
   */
  Made make(Actor owner, KeySpec spec, HeldPermissions caller, RequestOrigin origin) {
    requireGivable(caller, spec.scopes());
    Made made = insert(owner, spec, clock.instant());
    audit.record(
        origin,
        ApiKeyAction.APIKEY_CREATED,
        target(made.key().id()),
        Map.of(OWNER, owner.text(), "scopes", spec.scopes()));
    return made;
  }

  private Made insert(Actor owner, KeySpec spec, Instant now) {
    if (list(owner).size() >= MOST) {
      throw Failure.of(
          ClientCode.TOO_MANY_KEYS, "At most " + MOST + " can be live: end one that is not used.");
    }
    String text = ApiKeyText.random();
    long epoch = digests.epoch();
    ApiKey key =
        dao.insert(
            owner.personId().orElse(null),
            owner.serviceAccountId().orElse(null),
            digests.of(text).get(0),
            epoch,
            spec.name(),
            ApiKeyText.shown(text),
            spec.scopes(),
            spec.networks(),
            now,
            spec.expiresAt().orElse(null));
    return new Made(key, text);
  }

  private static void requireGivable(HeldPermissions caller, List<String> scopes) {
    caller.requireAtLeast(new HeldPermissions(false, Set.copyOf(scopes)));
  }

  /**
   * Changes a key.
   *
   * @throws Failure {@code not_found}, {@code validation}, {@code forbidden} beyond the bound
   */
  ApiKey edit(
      Actor owner, long id, ApiKeyPatch patch, HeldPermissions caller, RequestOrigin origin) {
    ApiKey key = get(owner, id);
    ApiKey changed = changed(key, patch);
    if (changed.equals(key)) {
      return key;
    }
    requireGivable(caller, changed.scopes());
    ApiKey saved = dao.update(id, changed.name(), changed.scopes(), changed.networks());
    audit.record(
        origin,
        ApiKeyAction.APIKEY_UPDATED,
        target(id),
        new ChangedFields()
            .field("name", key.name(), changed.name())
            .field("scopes", key.scopes(), changed.scopes())
            .field(NETWORKS, key.networks(), changed.networks())
            .detail());
    return saved;
  }

  /** Whether a change allows the key more than before. */
  boolean widens(Actor owner, long id, ApiKeyPatch patch) {
    ApiKey key = get(owner, id);
    ApiKey changed = changed(key, patch);
    return !key.scopes().containsAll(changed.scopes())
        || (!key.networks().isEmpty() && !areWithin(key.networks(), changed.networks()));
  }

  private static boolean areWithin(List<String> before, List<String> after) {
    return !after.isEmpty()
        && after.stream().allMatch(each -> before.stream().anyMatch(old -> isWithin(old, each)));
  }

  private static boolean isWithin(String old, String each) {
    return Network.parse(old)
        .flatMap(outer -> Network.parse(each).map(outer::contains))
        .orElse(false);
  }

  private ApiKey changed(ApiKey key, ApiKeyPatch patch) {
    return new ApiKey(
        key.id(),
        patch.name().applyTo(key.name(), key.name()),
        key.prefix(),
        patch.scopes().present()
            ? KeyLimits.scopes(patch.scopes().applyTo(List.of(), List.of()), catalogue.get())
            : key.scopes(),
        patch.networks().present()
            ? KeyLimits.networks(patch.networks().applyTo(List.of(), List.of()))
            : key.networks(),
        key.createdAt(),
        key.expiresAt(),
        key.lastUsedAt(),
        key.lastUsedIp(),
        key.life());
  }

  /**
   * Makes the successor of a key, with the same limits and a life as long; the key before ends
   * after the overlap.
   *
   * @throws Failure {@code not_found}, {@code forbidden} beyond the bound
   */
  Made rotate(
      Actor owner, long id, Duration overlap, HeldPermissions caller, RequestOrigin origin) {
    ApiKey key = get(owner, id);
    requireGivable(caller, key.scopes());
    Instant now = clock.instant();
    KeySpec spec = new KeySpec(key.name(), key.scopes(), key.networks(), key.life().map(now::plus));
    Made made = insert(owner, spec, now);
    dao.endAt(id, now.plus(overlap), KeyExpiryNotices.DAY);
    audit.record(
        origin,
        ApiKeyAction.APIKEY_ROTATED,
        target(id),
        Map.of(
            OWNER,
            owner.text(),
            "successor",
            made.key().id(),
            "overlap_seconds",
            overlap.toSeconds()));
    return made;
  }

  /**
   * Ends a key.
   *
   * @throws Failure {@code not_found}
   */
  void end(Actor owner, long id, RequestOrigin origin) {
    dao.delete(get(owner, id).id());
    audit.record(origin, ApiKeyAction.APIKEY_ENDED, target(id), Map.of(OWNER, owner.text()));
  }

  private ApiKey get(Actor owner, long id) {
    return list(owner).stream()
        .filter(key -> key.id() == id)
        .findFirst()
        .orElseThrow(Failure::notFound);
  }

  /** Deletes keys that have expired. */
  void sweep() {
    Instant now = clock.instant();
    while (dao.deleteExpired(now, MOST) > 0) {
      // until nothing is left
    }
  }

  static AuditTarget target(long id) {
    return AuditTarget.of("apikey", id);
  }
}
