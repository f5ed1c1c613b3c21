package dev.gatehouse.platform.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.testing.Await;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StrictJsonTest {
  private final StrictJson json = new StrictJson();

  private void assertExplained(String text, String where, String why) {
    assertThatThrownBy(() -> json.read(text.getBytes(StandardCharsets.ISO_8859_1)))
        .as(text)
        .isInstanceOf(MalformedJson.class)
        .hasMessageStartingWith(where + ": ")
        .hasMessageContaining(why)
        .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("secret"));
  }

  @Test
  void malformedJsonIsExplainedWithItsPosition() {
    assertExplained("{\n \"a\": \"secret\",\n \"a\": \"secret\"\n}", "Line 3, column 5", "twice");
    assertExplained("{\"a\": \"secret\",}", "Line 1, column 16", "comma");
    assertExplained("{\"a\": \"secret\"\n,\n}", "Line 3, column 1", "comma");
    assertExplained("[1,\n]", "Line 2, column 1", "comma");
    assertExplained("\u00ef\u00bb\u00bf{}", "Line 1, column 1", "BOM");
    assertExplained("{\n \"a\": \"\u00e9secret\"}", "Line 2, column 8", "UTF-8");
    assertExplained("{\"a\":\"\u00c3", "Line 1, column 7", "UTF-8");
    assertExplained("{\n\n \"secret", "Line 3, column 9", "ends");
    assertExplained("{\"a\": 1", "Line 1, column 8", "ends");
    assertExplained("{'secret': 1}", "Line 1, column 2", "not JSON");
    assertExplained("secret", "Line 1, column 1", "not JSON");
    assertExplained("{} secret", "Line 1, column 4", "not JSON");
    assertExplained("{}\n{}", "Line 2, column 1", "after the JSON value");
    assertExplained("", "Line 1, column 1", "body is empty");
    assertExplained(" \n ", "Line 2, column 2", "white space");
    assertExplained("[".repeat(101), "Line 1, column 102", "nested");
  }

  @Test
  void validJsonIsParsed() throws MalformedJson {
    String text = "{\"a\":[1,\"\u00fc\\n\"]} ";
    assertThat(json.read(text.getBytes(StandardCharsets.UTF_8)).at("/a/1").asText())
        .isEqualTo("\u00fc\n");
  }

  @Test
  void aNameMayBeAsLongAsTheText() throws MalformedJson {
    String name = "n".repeat(1024 * 1024);
    assertThat(json.read(bytes("{\"" + name + "\":1}")).has(name)).isTrue();
  }

  @Test
  void manyNamesMayShareAHash() throws MalformedJson {
    List<String> names = List.of("");
    for (int i = 0; i < 9; i++) {
      // 33 * 'a' + 'b' is 33 * 'b' + 'A', and 33 is what Jackson multiplies by
      names = names.stream().flatMap(name -> Stream.of(name + "ab", name + "bA")).toList();
    }
    String members =
        names.stream().map(name -> "\"" + name + "\":1").collect(Collectors.joining(","));
    assertThat(json.read(bytes("{" + members + "}"))).hasSize(512);
  }

  @Test
  void namesAreNotRetained() throws MalformedJson {
    WeakReference<String> name =
        new WeakReference<>(json.read(bytes("{\"seldom seen\":1}")).fieldNames().next());
    Await.await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(name.get()).isNull();
            });
    assertThat(json.read(bytes("{}"))).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
