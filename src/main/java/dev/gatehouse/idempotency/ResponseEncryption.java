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

/** Makes of an answer what may lie in the database, for one key alone, and takes it back. */
final class ResponseEncryption {
  private final Encryptor encryptor;

  ResponseEncryption(DerivedKeys keys) {
    this.encryptor = new Encryptor(keys, "idempotency/answer");
  }

  byte[] encrypt(BufferedResponse answer, String key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(answer.status());
      out.writeShort(answer.headers().size());
      for (Map.Entry<String, String> header : answer.headers().entrySet()) {
        out.writeUTF(header.getKey());
        out.writeUTF(header.getValue());
      }
      out.write(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return encryptor.seal(bytes.toByteArray(), key);
  }

  BufferedResponse decrypt(byte[] sealedAnswer, String key) {
    byte[] plain =
        encryptor
            .open(sealedAnswer, key)
            .orElseThrow(() -> new IllegalStateException("A kept answer was tampered with"));
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
