package dev.gatehouse.platform.paging;

import dev.gatehouse.platform.security.Base64Url;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Encryptor;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Encrypts positions in a list, bound to the list, its filters and its sort. Equal positions give
 * equal cursors, so an unchanged page keeps its entity tag. Thread-safe.
 */
final class CursorCodec {
  private final Encryptor encryptor;

  CursorCodec(DerivedKeys keys) {
    this.encryptor = Encryptor.repeatable(keys, CursorKeyUse.POSITION, CursorKeyUse.NONCE);
  }

  String encode(List<String> position, String scope) {
    return Base64Url.encode(encryptor.encrypt(encode(position), scope));
  }

  /** Decodes a cursor; empty if it was altered or belongs to another scope. */
  Optional<List<String>> decode(String cursor, String scope) {
    return Base64Url.decode(cursor)
        .flatMap(bytes -> encryptor.decrypt(bytes, scope))
        .map(CursorCodec::decode);
  }

  private static byte[] encode(List<String> position) {
    List<byte[]> parts = new ArrayList<>(position.size());
    int size = 0;
    for (String part : position) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      parts.add(bytes);
      size += 4 + bytes.length;
    }
    ByteBuffer buffer = ByteBuffer.allocate(size);
    parts.forEach(part -> buffer.putInt(part.length).put(part));
    return buffer.array();
  }

  private static List<String> decode(byte[] plain) {
    ByteBuffer buffer = ByteBuffer.wrap(plain);
    List<String> position = new ArrayList<>(3);
    try {
      while (buffer.hasRemaining()) {
        byte[] part = new byte[buffer.getInt()];
        buffer.get(part);
        position.add(new String(part, StandardCharsets.UTF_8));
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalStateException("An authentic cursor cannot be decoded", e);
    }
    return position;
  }
}
