package dev.gatehouse.clients;

import dev.gatehouse.mail.MailRequest;
import dev.gatehouse.mail.Mailer;
import dev.gatehouse.mail.Recipient;
import dev.gatehouse.platform.database.Transactions;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.roles.RoleHolders;
import dev.gatehouse.users.UserDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells owners by mail of keys that expire in a week, and again in a day. Several nodes may do this
 * at once. The stage of a key says how far its owner was told: {@link #NOTHING}, then {@link
 * #WEEK}, then {@link #DAY}.
 */
final class KeyExpiryNotices {
  static final int NOTHING = 0;
  static final int WEEK = 1;
  static final int DAY = 2;

  private static final Duration WEEK_AHEAD = Duration.ofDays(7);
  private static final Duration DAY_AHEAD = Duration.ofDays(1);
  private static final int PAGE = 100;

  private final ApiKeyDao dao;
  private final ServiceAccountDao accounts;
  private final UserDirectory people;
  private final RoleHolders holders;
  private final boolean personal;
  private final Mailer mailer;
  private final Transactions transactions;
  private final Clock clock;

  /**
   * Creates the notices.
   *
   * @param personal whether the keys of people work
   */
  KeyExpiryNotices(
      ApiKeyDao dao,
      ServiceAccountDao accounts,
      UserDirectory people,
      RoleHolders holders,
      boolean personal,
      Mailer mailer,
      Transactions transactions,
      Clock clock) {
    this.dao = dao;
    this.accounts = accounts;
    this.people = people;
    this.holders = holders;
    this.personal = personal;
    this.mailer = mailer;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Sends what is due. What a mailbox has no room for stays due, and so does all without mail. */
  void send() {
    if (mailer.sends(ClientMail.API_KEY_EXPIRES)) {
      Instant now = clock.instant();
      send(NOTHING, now, now.plus(WEEK_AHEAD));
      send(WEEK, now, now.plus(DAY_AHEAD));
    }
  }

  private void send(int told, Instant now, Instant until) {
    List<DueKey> due = dao.due(told, now, Long.MAX_VALUE, until, PAGE);
    while (!due.isEmpty()) {
      due.forEach(key -> transactions.run(() -> send(key, now)));
      DueKey last = due.get(due.size() - 1);
      due = dao.due(told, last.expiresAt(), last.id(), until, PAGE);
    }
  }

  /** Locks the owner and then the key, as everybody does who changes a key. */
  private void send(DueKey found, Instant now) {
    Optional<Recipient> owner = lockOwner(found.owner());
    dao.lockDue(found.id(), found.told())
        .ifPresent(
            key -> {
              boolean isTomorrow = !key.expiresAt().isAfter(now.plus(DAY_AHEAD));
              boolean isTold =
                  owner
                      .filter(to -> key.livesLongerThan(isTomorrow ? DAY_AHEAD : WEEK_AHEAD))
                      .map(to -> mailer.queueIfRoom(mail(to, key)))
                      .orElse(true);
              if (isTold) {
                dao.setTold(key.id(), isTomorrow ? DAY : WEEK);
              }
            });
  }

  /** The recipient; empty if the owner is disabled or gone, or has no address. */
  private Optional<Recipient> lockOwner(Actor owner) {
    return owner.personId().isPresent()
        ? holders
            .lock(owner)
            .flatMap(active -> people.find(owner.id()))
            .filter(user -> personal && user.emailVerified())
            .map(user -> new Recipient(user.id(), user.email()))
        : accounts
            .share(owner.id())
            .filter(ServiceAccount::isActive)
            .flatMap(account -> Optional.ofNullable(account.contactEmail()))
            .map(address -> new Recipient(owner, address));
  }

  private MailRequest mail(Recipient to, DueKey key) {
    Optional<Long> accountId = to.owner().serviceAccountId();
    String keys =
        accountId
            .map(id -> "/api/v1/service-accounts/" + id + "/api-keys/")
            .orElse(OwnKeysResource.KEYS);
    return new MailRequest(
        to,
        accountId.isPresent() ? ClientMail.ACCOUNT_KEY_EXPIRES : ClientMail.API_KEY_EXPIRES,
        Map.of(
            "owner",
            to.owner().text(),
            "name",
            key.name(),
            "prefix",
            key.prefix(),
            "path",
            keys + key.id() + "/rotate",
            MailRequest.UNTIL,
            key.expiresAt().toString()));
  }
}
