package dev.gatehouse.ratelimit;

import dev.gatehouse.platform.config.Quota;
import java.time.Duration;

/**
 * The limits.
 *
 * @param enabled whether anything is limited
 * @param signInPerNetwork wrong sign-ins of one account from one network
 * @param signInPerAccount wrong sign-ins of one account from everywhere
 * @param signInPerAddress wrong sign-ins from one client address
 * @param signUpPerAddress sign-ups from one client address
 * @param mailPerMailbox mails with a link to one address
 * @param mailCallPerAddress calls that ask for such a mail from one client address
 */
public record LimitsConfig(
    Boolean enabled,
    Quota signInPerNetwork,
    Quota signInPerAccount,
    Quota signInPerAddress,
    Quota signUpPerAddress,
    Quota mailPerMailbox,
    Quota mailCallPerAddress) {
  public LimitsConfig {
    enabled = enabled == null ? true : enabled;
    signInPerNetwork = signInPerNetwork == null ? perQuarterHour(10) : signInPerNetwork;
    signInPerAccount = signInPerAccount == null ? perQuarterHour(100) : signInPerAccount;
    signInPerAddress = signInPerAddress == null ? perQuarterHour(100) : signInPerAddress;
    signUpPerAddress =
        signUpPerAddress == null ? new Quota(60, Duration.ofMinutes(1)) : signUpPerAddress;
    mailPerMailbox = mailPerMailbox == null ? new Quota(5, Duration.ofHours(1)) : mailPerMailbox;
    mailCallPerAddress =
        mailCallPerAddress == null ? new Quota(60, Duration.ofMinutes(1)) : mailCallPerAddress;
  }

  Quota of(Limit limit) {
    return switch (limit) {
      case SIGN_IN_PER_NETWORK -> signInPerNetwork;
      case SIGN_IN_PER_ACCOUNT -> signInPerAccount;
      case SIGN_IN_PER_ADDRESS -> signInPerAddress;
      case SIGN_UP_PER_ADDRESS -> signUpPerAddress;
      case MAIL_PER_MAILBOX -> mailPerMailbox;
      case MAIL_CALL_PER_ADDRESS -> mailCallPerAddress;
    };
  }

  private static Quota perQuarterHour(int count) {
    return new Quota(count, Duration.ofMinutes(15));
  }
}
