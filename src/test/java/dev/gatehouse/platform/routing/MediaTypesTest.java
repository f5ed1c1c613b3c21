package dev.gatehouse.platform.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Produces;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MediaTypesTest {
  record Json(String text) {}

  @Form
  record Sent(String text) {}

  /** Methods that are inspected and never called. */
  static final class Odd {
    @Consumes("text/csv")
    @Produces("text/html")
    public String annotated(InputStream body) {
      return "";
    }

    public Json json(Json body) {
      return body;
    }

    @PATCH
    public void patch(Json body) {}

    public void form(Sent body) {}

    public void untypedStream(InputStream body) {}

    public void nothing() {}
  }

  private static Method method(String name) {
    return Arrays.stream(Odd.class.getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void annotationsDecideAndJsonIsTheDefault() {
    assertThat(MediaTypes.consumed(method("annotated"))).containsExactly("text/csv");
    assertThat(MediaTypes.produced(method("annotated"))).containsExactly("text/html");
    assertThat(MediaTypes.consumed(method("json"))).containsExactly("application/json");
    assertThat(MediaTypes.produced(method("json"))).containsExactly("application/json");
    assertThat(MediaTypes.consumed(method("patch")))
        .containsExactly("application/merge-patch+json", "application/json");
    assertThat(MediaTypes.consumed(method("form")))
        .containsExactly("application/x-www-form-urlencoded");
  }

  @Test
  void aMethodWithoutABodyHasNoTypes() {
    assertThat(MediaTypes.consumed(method("nothing"))).isEmpty();
    assertThat(MediaTypes.produced(method("nothing"))).isEmpty();
  }

  @Test
  void aStreamWithoutATypePreventsTheStart() {
    assertThatThrownBy(() -> MediaTypes.consumed(method("untypedStream")))
        .isInstanceOf(IllegalStateException.class);
  }
}
