package dev.gatehouse.platform.conditional;

import dev.gatehouse.platform.paging.Page;
import dev.gatehouse.platform.security.Base64Url;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A strong entity tag (RFC 9110, section 8.8.3).
 *
 * @param opaque the text between the quotes
 */
public record EntityTag(String opaque) {
  /** The tag of one version of a row. */
  public static EntityTag of(String kind, long id, long version) {
    return new EntityTag(kind + '-' + id + '-' + version);
  }

  /** The tag of some content. */
  public static EntityTag of(String kind, byte[] content) {
    return new EntityTag(kind + '-' + Base64Url.encode(digest().digest(content)).substring(0, 22));
  }

  /** The tag of a page, derived from its rows, their versions and the next cursor. */
  public static <T> EntityTag of(
      String kind, Page<T> page, ToLongFunction<? super T> id, ToLongFunction<? super T> version) {
    List<T> rows = page.items();
    ByteBuffer facts = ByteBuffer.allocate(rows.size() * 16);
    for (T row : rows) {
      facts.putLong(id.applyAsLong(row)).putLong(version.applyAsLong(row));
    }
    MessageDigest digest = digest();
    digest.update(facts.array());
    if (page.nextCursor() != null) {
      digest.update(page.nextCursor().getBytes(StandardCharsets.US_ASCII));
    }
    String hash = Base64Url.encode(digest.digest());
    return new EntityTag(kind + '-' + hash.substring(0, 22));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The tag as in the header. */
  @Override
  public String toString() {
    return '"' + opaque + '"';
  }
}
