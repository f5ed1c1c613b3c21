package dev.gatehouse;

import dev.gatehouse.keyring.KeyRingService;
import dev.gatehouse.platform.binding.UtcTime;
import dev.gatehouse.platform.commands.MisuseException;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.tokens.ListedKey;
import dev.gatehouse.tokens.SigningKeyService;
import dev.gatehouse.tokens.SigningKeyService.Retirement;
import dev.gatehouse.tokens.SigningKeyService.Rotation;
import dev.gatehouse.tokens.SigningKeyService.UnknownKeyException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import net.sourceforge.argparse4j.inf.Subparsers;
import org.jspecify.annotations.Nullable;

/** Shows the keys that sign access tokens, and changes them and the key ring. */
final class KeysCommand extends OperatorCommand {
  private static final String NOW = "now";
  private static final String KID = "kid";
  private static final String REKEY = "rekey";
  private static final String ROW = "%-43s  %-9s  %-9s  %-20s  %-20s  %s";

  private final PrintStream err;

  KeysCommand(Clock clock, PrintStream out, PrintStream err) {
    super("keys", "looks after the keys that sign access tokens and the key ring", clock, out);
    this.err = err;
  }

  @Override
  public void configure(Subparser parser) {
    // each has arguments of its own, so what the other commands know is not asked for
    Subparsers actions = parser.addSubparsers().dest(ACTION).metavar("action");
    addFileArgument(actions.addParser("list").help("the keys, the newest first"));
    Subparser rotate =
        actions.addParser("rotate").help("publishes the next key, which signs in ten minutes");
    rotate
        .addArgument("--now")
        .dest(NOW)
        .action(Arguments.storeTrue())
        .help("it signs as soon as all nodes know it, also one that was published before");
    addFileArgument(rotate);
    Subparser retire = actions.addParser("retire").help("ends a key and its tokens at once");
    retire.addArgument(KID).metavar("KID").help("as list shows it, or HS256");
    addFileArgument(retire);
    Subparser rewrap =
        actions
            .addParser("rewrap")
            .help("wraps the key ring under APP_JWT_SECRET, so that the previous one can go");
    rewrap
        .addArgument("--rekey")
        .dest(REKEY)
        .action(Arguments.storeTrue())
        .help(
            "after a leak: replaces the root of the ring too; sessions, API keys, links in mails and"
                + " signing keys end; run again, it goes on where it stopped");
    addFileArgument(rewrap);
  }

  @Override
  void run(Namespace arguments, GatehouseConfiguration configuration) {
    String action = arguments.getString(ACTION);
    onModules(
        configuration,
        modules -> {
          SigningKeyService keys = modules.tokens().signingKeys();
          switch (action) {
            case "list" -> list(keys);
            case "rotate" -> rotate(keys, arguments.getBoolean(NOW));
            case "retire" -> retire(keys, arguments.getString(KID));
            case "rewrap" -> {
              if (arguments.getBoolean(REKEY)) {
                rekey(modules.keyRing().service());
              } else {
                rewrap(modules.keyRing().service());
              }
            }
            default -> throw impossible(action);
          }
        });
  }

  private void list(SigningKeyService keys) {
    out.println(ROW.formatted("kid", "algorithm", "state", "created", "signs from", "dropped at"));
    keys.list().forEach(key -> out.println(row(key)));
    keys.secret().ifPresent(out::println);
  }

  private static String row(ListedKey key) {
    return ROW.formatted(
            key.kid(),
            key.algorithm(),
            key.state().key(),
            time(key.createdAt()),
            time(key.signsFrom()),
            time(key.droppedAt()))
        .strip();
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "" : UtcTime.format(time).replaceAll("\\.\\d+", "");
  }

  private void rotate(SigningKeyService keys, boolean now) {
    Rotation rotation =
        keys.rotate(RequestOrigin.ofCommand("keys rotate"), now)
            .orElseThrow(
                () ->
                    new MisuseException(
                        "HS256 has no keys: it signs with APP_JWT_SECRET. To change that, see"
                            + " APP_JWT_SECRET_PREVIOUS; to have keys, set APP_JWT_ALGORITHM=ES256"));
    out.println(
        "%s is published and signs from %s, once all nodes know it"
            .formatted(rotation.kid(), time(rotation.signsFrom())));
    if (!rotation.isNew()) {
      out.println("It was the next key already, so no other one was made.");
    }
  }

  private void retire(SigningKeyService keys, String kid) {
    Retirement retirement;
    try {
      retirement = keys.retire(RequestOrigin.ofCommand("keys retire"), kid);
    } catch (UnknownKeyException e) {
      throw new MisuseException(String.valueOf(e.getMessage()));
    }
    String sessions =
        retirement.sessions().isPresent()
            ? Long.toString(retirement.sessions().getAsLong())
            : "too many to count";
    out.println(
        "%s is retired; sessions that refresh their access tokens now: %s"
            .formatted(kid, sessions));
    retirement.successor().ifPresent(next -> out.println(next + " signs from now on"));
  }

  private void rekey(KeyRingService ring) {
    if (!ring.hasPrevious()) {
      err.println(
          "APP_JWT_SECRET_PREVIOUS is not set. If APP_JWT_SECRET itself leaked, change it first;"
              + " without that, access tokens signed with it are still accepted.");
    }
    List<String> outcome = ring.rekey(RequestOrigin.ofCommand("keys rewrap"), err::println);
    out.println("the root of the key ring is replaced, and nothing is left under the old one");
    outcome.forEach(line -> out.println("  " + line));
    if (ring.hasPrevious()) {
      out.println("APP_JWT_SECRET_PREVIOUS verifies nothing any more: remove it from all nodes");
    }
  }

  private void rewrap(KeyRingService ring) {
    boolean rewrapped = ring.rewrap(RequestOrigin.ofCommand("keys rewrap"));
    out.println(
        rewrapped
            ? "the key ring is wrapped under the new secret; remove the previous one once the"
                + " access tokens signed with it have expired"
            : "nothing to do: the key ring is wrapped under the secret already");
  }
}
