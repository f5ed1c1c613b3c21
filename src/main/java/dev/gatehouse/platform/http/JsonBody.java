package dev.gatehouse.platform.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * JSON as RFC 8259 has it and no more: UTF-8 without a fault, no duplicate names, nothing behind
 * the value, at most 100 levels. Thread-safe.
 */
final class JsonBody {
  private static final int DEEPEST = 100;

  private final ObjectReader reader =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  /** The tree, or a 400. */
  JsonNode parse(byte[] bytes) {
    try {
      CharBuffer text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes));
      try (JsonParser parser =
          reader.getFactory().createParser(text.array(), text.arrayOffset(), text.length())) {
        JsonNode tree = reader.readTree(parser);
        if (tree == null || tree.isMissingNode()) {
          throw BodyBytes.malformed();
        }
        return tree;
      }
    } catch (CharacterCodingException e) {
      throw BodyBytes.malformed();
    } catch (IOException e) {
      throw BodyBytes.malformed();
    }
  }
}
