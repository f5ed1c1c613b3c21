package dev.gatehouse.passwords;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * argon2id (RFC 9106) in the encoding of its reference implementation. New hashes take 19 MiB and
 * two passes, as OWASP advises. Foreign ones may take up to 128 MiB, so that the bulkhead's memory
 * is bounded by 128 MiB per thread.
 */
final class Argon2idScheme implements PreferredScheme {
  private static final Parameters NEW =
      new Parameters(Argon2Parameters.ARGON2_VERSION_13, 19 * 1024, 2, 1);
  private static final int SALT_BYTES = 16;
  private static final int TAG_BYTES = 32;

  private static final int MOST_MEMORY_KIB = 128 * 1024;
  private static final int MOST_EFFORT = 1024 * 1024;
  private static final int MOST_LANES = 16;
  private static final int LEAST_KIB_A_LANE = 8;

  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$(?:v=(16|19)\\$)?m=([0-9]{1,6}),t=([0-9]{1,6}),p=([0-9]{1,2})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

  private final SecureRandom random = new SecureRandom();

  private record Parameters(int version, int memory, int passes, int lanes) {
    long effort() {
      return (long) memory * passes;
    }

    boolean isBounded() {
      return passes >= 1
          && lanes >= 1
          && lanes <= MOST_LANES
          && memory >= LEAST_KIB_A_LANE * lanes
          && memory <= MOST_MEMORY_KIB
          && effort() <= MOST_EFFORT;
    }

    byte[] derive(byte[] password, byte[] salt, int length) {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(version)
              .withMemoryAsKB(memory)
              .withIterations(passes)
              .withParallelism(lanes)
              .withSalt(salt)
              .build());
      byte[] tag = new byte[length];
      generator.generateBytes(password, tag);
      return tag;
    }
  }

  private static final class Hash implements StoredHash {
    private final Parameters parameters;
    private final byte[] salt;
    private final byte[] tag;

    Hash(Parameters parameters, byte[] salt, byte[] tag) {
      this.parameters = parameters;
      this.salt = salt;
      this.tag = tag;
    }

    @Override
    public boolean matches(String password) {
      byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
      return MessageDigest.isEqual(tag, parameters.derive(bytes, salt, tag.length));
    }

    @Override
    public long effort() {
      return parameters.effort();
    }

    boolean isLikeNew() {
      return parameters.equals(NEW) && salt.length == SALT_BYTES && tag.length == TAG_BYTES;
    }
  }

  @Override
  public String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    byte[] tag = NEW.derive(bytes, salt, TAG_BYTES);
    Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            NEW.version(),
            NEW.memory(),
            NEW.passes(),
            NEW.lanes(),
            encoder.encodeToString(salt),
            encoder.encodeToString(tag));
  }

  @Override
  public StoredHash decoy() {
    return new Hash(NEW, new byte[SALT_BYTES], new byte[TAG_BYTES]);
  }

  @Override
  public Optional<StoredHash> read(String stored) {
    return parse(stored).map(hash -> hash);
  }

  @Override
  public boolean isOutdated(String password, String stored) {
    return parse(stored).filter(Hash::isLikeNew).isEmpty();
  }

  @Override
  public void burn(double share) {
    int memory = (int) (share * NEW.memory());
    if (memory >= LEAST_KIB_A_LANE) {
      byte[] nothing = new byte[SALT_BYTES];
      new Parameters(NEW.version(), memory, NEW.passes(), NEW.lanes())
          .derive(nothing, nothing, TAG_BYTES);
    }
  }

  private static Optional<Hash> parse(String stored) {
    Matcher form = FORM.matcher(stored);
    if (!form.matches()) {
      return Optional.empty();
    }
    // hashes from before version 1.3 name no version
    int version =
        form.group(1) == null
            ? Argon2Parameters.ARGON2_VERSION_10
            : Integer.parseInt(form.group(1));
    Parameters parameters =
        new Parameters(
            version,
            Integer.parseInt(form.group(2)),
            Integer.parseInt(form.group(3)),
            Integer.parseInt(form.group(4)));
    if (!parameters.isBounded()) {
      return Optional.empty();
    }
    try {
      Base64.Decoder decoder = Base64.getDecoder();
      return Optional.of(
          new Hash(parameters, decoder.decode(form.group(5)), decoder.decode(form.group(6))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
