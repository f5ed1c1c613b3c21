package dev.gatehouse.idempotency;

import dev.gatehouse.platform.rest.BufferedResponse;
import dev.gatehouse.platform.security.DerivedKeys;
import dev.gatehouse.platform.security.Encryptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Encrypts responses for the database. Each ciphertext is bound to its idempotency key. */
final class ResponseEncryption {
  private final Encryptor encryptor;

  ResponseEncryption(DerivedKeys keys) {
    this.encryptor = new Encryptor(keys, IdempotencyKeyUse.ANSWER);
  }

  byte[] encrypt(BufferedResponse response, String key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(response.status());
      out.writeShort(response.headers().size());
      for (Map.Entry<String, String> header : response.headers().entrySet()) {
        out.writeUTF(header.getKey());
        out.writeUTF(header.getValue());
      }
      out.write(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return encryptor.encrypt(bytes.toByteArray(), key);
  }

  BufferedResponse decrypt(byte[] encrypted, String key) {
    byte[] plain =
        encryptor
            .decrypt(encrypted, key)
            .orElseThrow(() -> new IllegalStateException("A stored response was tampered with"));
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
      int status = in.readUnsignedShort();
      int count = in.readUnsignedShort();
      Map<String, String> headers = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        headers.put(in.readUTF(), in.readUTF());
      }
      return new BufferedResponse(status, headers, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
