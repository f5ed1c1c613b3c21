package dev.gatehouse.platform.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.bodies.BodyBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

public class RequestBodyApiTest {
  private static final String THINGS = "/api/v1/things";
  private static final String GOOD = "{\"full_name\":\"a\",\"unit_amount\":1}";
  private static final String[] ADMIN = {"Authorization", "Bearer admin"};
  private static final JerseyService service = new JerseyService();

  @BeforeAll
  static void start() throws Exception {
    service.start();
  }

  @AfterAll
  static void stop() {
    service.stop();
  }

  private static JerseyService.Answer post(String body) {
    return service.json("POST", THINGS, body, ADMIN);
  }

  private static JerseyService.Answer postBytes(byte[] body, String... headers) {
    String[] all = Arrays.copyOf(ADMIN, ADMIN.length + headers.length);
    System.arraycopy(headers, 0, all, ADMIN.length, headers.length);
    return service.bytes("POST", THINGS, "application/json", body, all);
  }

  @Test
  void allErrorsAreReportedAtOnce() {
    JerseyService.Answer answer =
        post("{\"zzz\":1,\"full_name\":\"abcdef\",\"unit_amount\":\"5\",\"is_active\":1}");
    assertThat(answer.problem()).isEqualTo("422 validation");
    assertThat(answer.fields()).isEqualTo("zzz unit_amount is_active full_name");
    assertThat(answer.body()).contains("must have 1 to 5 characters");
    assertThat(post("{}").fields().split(" "))
        .containsExactlyInAnyOrder("full_name", "unit_amount");
  }

  @Test
  void typesAreNotCoerced() {
    for (String value : new String[] {"\"5\"", "5.0", "1.5", "true", "null", "[]", "{}", "1e0"}) {
      JerseyService.Answer answer = post("{\"full_name\":\"a\",\"unit_amount\":" + value + "}");
      assertThat(answer.problem()).isEqualTo("422 validation");
      assertThat(answer.fields()).isEqualTo("unit_amount");
    }
    assertThat(post("{\"full_name\":\"a\",\"unit_amount\":1,\"is_active\":null}").fields())
        .isEqualTo("is_active");
  }

  @Test
  void jsonThatIsNotAnObjectIsAnErrorOfTheBody() {
    for (String body : new String[] {"[]", "\"x\"", "5", "null", "true", "[{}]"}) {
      assertThat(post(body).fields()).isEqualTo("body");
    }
  }

  @Test
  void invalidJsonIsMalformed() {
    for (String body :
        new String[] {
          "",
          " ",
          "{",
          "{\"a\":}",
          "{'a':1}",
          "{\"a\":1,}",
          GOOD + " x",
          GOOD + GOOD,
          "{a:1}",
          "NaN",
          "// c\n" + GOOD,
          "\"",
          "{\"a\":01}",
          "{\"a\":\"\n\"}",
          "{\"zz\":1,\"zz\":2}",
          "\ufeff" + GOOD
        }) {
      assertThat(post(body).problem()).as(body).isEqualTo("400 malformed_json");
    }
  }

  @Test
  void invalidUtf8IsMalformed() {
    for (String bad : new String[] {"fffe", "c328", "e282", "eda080", "f4908080", "c0af"}) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes("{\"full_name\":\"".getBytes(UTF_8));
      body.writeBytes(HexFormat.of().parseHex(bad));
      body.writeBytes("\",\"unit_amount\":1}".getBytes(UTF_8));
      assertThat(postBytes(body.toByteArray()).problem()).isEqualTo("400 malformed_json");
    }
  }

  @Test
  void moreThanAHundredLevelsAreMalformed() {
    assertThat(post("{\"full_name\":" + "[".repeat(99) + "]".repeat(99) + "}").problem())
        .isEqualTo("422 validation");
    for (int levels : new int[] {101, 100_000}) {
      assertThat(post("{\"full_name\":" + "[".repeat(levels) + "]".repeat(levels) + "}").problem())
          .isEqualTo("400 malformed_json");
    }
  }

  @Test
  void moreThanAHundredThousandValuesAreTooLarge() {
    String before = "{\"full_name\":[";
    // the object and the array are values too
    String values = "0,".repeat(99_997) + "0";
    assertThat(post(before + values + "]}").problem()).isEqualTo("422 validation");
    assertThat(post(before + values + ",0]}").problem()).isEqualTo("413 payload_too_large");
    assertThat(post("[" + "{},".repeat(200_000) + "{}]").problem())
        .isEqualTo("413 payload_too_large");
  }

  @Test
  void nulAndUnpairedSurrogatesAreRejected() {
    for (String text : new String[] {"a\\u0000", "\\ud800", "\\udc00x"}) {
      assertThat(post("{\"full_name\":\"" + text + "\",\"unit_amount\":1}").fields())
          .isEqualTo("full_name");
    }
  }

  @Test
  void anInvalidNameCanStillBeReported() {
    assertThat(post("{\"\\ud800\":1,\"" + "n".repeat(9000) + "\":1}").problem())
        .isEqualTo("422 validation");
  }

  @Test
  void manyUnknownNamesAreRejectedQuickly() {
    StringBuilder body = new StringBuilder("{\"a\":1");
    for (int i = 0; i < 90_000; i++) {
      body.append(",\"").append(i).append("\":1");
    }
    long start = System.nanoTime();
    JerseyService.Answer answer = post(body.append('}').toString());
    assertThat(answer.problem()).isEqualTo("422 validation");
    assertThat(answer.body().length()).isLessThan(20_000);
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }

  @Test
  void lengthsCountCodePoints() {
    assertThat(post("{\"full_name\":\"😀😀😀😀😀\",\"unit_amount\":1}").status()).isEqualTo(201);
  }

  @Test
  void moreThanOneMebibyteIsTooLarge() {
    byte[] whole = new byte[BodyBytes.LIMIT];
    Arrays.fill(whole, (byte) ' ');
    System.arraycopy(GOOD.getBytes(UTF_8), 0, whole, 0, GOOD.length());
    assertThat(postBytes(whole).status()).isEqualTo(201);
    assertThat(postBytes(Arrays.copyOf(whole, whole.length + 1)).problem())
        .isEqualTo("413 payload_too_large");
  }

  @Test
  void aBodyOfUnknownLengthIsCountedAsItArrives() throws IOException {
    try (Socket socket = new Socket("localhost", service.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(head("Transfer-Encoding: chunked"));
      byte[] chunk = new byte[0x10000];
      Arrays.fill(chunk, (byte) ' ');
      for (int i = 0; i < 17; i++) {
        out.write("10000\r\n".getBytes(UTF_8));
        out.write(chunk);
        out.write("\r\n".getBytes(UTF_8));
      }
      out.flush();
      assertThat(firstLine(socket)).contains(" 413 ");
    }
  }

  @Test
  void aHugeDeclaredLengthIsRefusedAtOnce() throws IOException {
    try (Socket socket = new Socket("localhost", service.port())) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(head("Content-Length: 10737418240"));
      assertThat(firstLine(socket)).contains(" 413 ");
    }
  }

  private static byte[] head(String length) {
    return String.join(
            "\r\n",
            "POST " + THINGS + " HTTP/1.1",
            "Host: localhost",
            "Authorization: Bearer admin",
            "Content-Type: application/json",
            length,
            "",
            "")
        .getBytes(UTF_8);
  }

  private static String firstLine(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  public static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(plain);
    }
    return compressed.toByteArray();
  }

  @Test
  void aGzippedBodyIsDecompressed() throws IOException {
    byte[] compressed = gzip(GOOD.getBytes(UTF_8));
    assertThat(postBytes(compressed, "Content-Encoding", "gzip").status()).isEqualTo(201);
    assertThat(postBytes(compressed, "Content-Encoding", "GZIP").status()).isEqualTo(201);
    assertThat(postBytes(compressed, "Content-Encoding", "br").problem())
        .isEqualTo("415 unsupported_media_type");
  }

  @Test
  void brokenGzipIsMalformed() throws IOException {
    byte[] compressed = gzip(GOOD.getBytes(UTF_8));
    byte[] wrongSum = compressed.clone();
    wrongSum[compressed.length - 8] ^= 1;
    for (byte[] broken :
        new byte[][] {
          GOOD.getBytes(UTF_8),
          Arrays.copyOf(compressed, compressed.length - 20),
          wrongSum,
          {},
          {0x1f}
        }) {
      assertThat(postBytes(broken, "Content-Encoding", "gzip").problem())
          .isEqualTo("400 malformed_json");
    }
  }

  @Test
  void gzipOfSeveralMembersIsReadToItsEndOrRefused() throws IOException {
    byte[] first = gzip(GOOD.substring(0, 10).getBytes(UTF_8));
    byte[] second = gzip(GOOD.substring(10).getBytes(UTF_8));
    byte[] noMember = second.clone();
    noMember[0] ^= 1;
    assertThat(postBytes(joined(first, second), "Content-Encoding", "gzip").status())
        .isEqualTo(201);
    byte[] whole = gzip(GOOD.getBytes(UTF_8));
    for (byte[] rest : new byte[][] {{0}, noMember, Arrays.copyOf(second, 5), new byte[100]}) {
      assertThat(postBytes(joined(whole, rest), "Content-Encoding", "gzip").problem())
          .isEqualTo("400 malformed_json");
    }
  }

  @Test
  void longGzipHeadersAreRefused() throws IOException {
    assertThat(postBytes(named(1_000), "Content-Encoding", "gzip").status()).isEqualTo(201);
    assertThat(postBytes(named(500_000), "Content-Encoding", "gzip").problem())
        .isEqualTo("400 malformed_json");
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    byte[] content = new byte[16 * 1024];
    for (int i = 0; i < 12; i++) {
      new Random(i).nextBytes(content);
      many.writeBytes(named(100_000, content));
    }
    JerseyService.Answer answer =
        service.send(
            "POST",
            THINGS,
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(many.toByteArray())),
            "Content-Type",
            "application/json",
            "Content-Encoding",
            "gzip",
            ADMIN[0],
            ADMIN[1]);
    assertThat(answer.problem()).isEqualTo("413 payload_too_large");
  }

  private static byte[] named(int length) throws IOException {
    return named(length, GOOD.getBytes(UTF_8));
  }

  /** Compresses, with a file name of that length in the header (RFC 1952 2.3.1). */
  private static byte[] named(int length, byte[] content) throws IOException {
    byte[] compressed = gzip(content);
    byte[] head = Arrays.copyOf(compressed, 10);
    head[3] = 0b1000;
    byte[] name = new byte[length + 1];
    Arrays.fill(name, 0, length, (byte) 'x');
    return joined(joined(head, name), Arrays.copyOfRange(compressed, 10, compressed.length));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Test
  void aGzipBombIsNotFullyDecompressed() throws IOException {
    byte[] bomb = gzip(new byte[100 * 1024 * 1024]);
    assertThat(postBytes(bomb, "Content-Encoding", "gzip").problem())
        .isEqualTo("413 payload_too_large");
  }

  @Test
  void aPatchTellsAbsentFromNull() {
    String thing = THINGS + "/1";
    assertThat(service.json("PATCH", thing, "{}", ADMIN).json().path("full_name").asText())
        .isEqualTo("old");
    assertThat(service.json("PATCH", thing, "{\"full_name\":null}", ADMIN).fields())
        .isEqualTo("full_name");
    JerseyService.Answer answer =
        service.json("PATCH", thing, "{\"is_active\":null,\"full_name\":\"new\"}", ADMIN);
    assertThat(answer.json().path("on").asBoolean(true)).isFalse();
    assertThat(answer.json().path("full_name").asText()).isEqualTo("new");
    assertThat(service.json("PATCH", thing, "{\"full_name\":5}", ADMIN).fields())
        .isEqualTo("full_name");
  }

  private static JerseyService.Answer login(String form) {
    return service.bytes(
        "POST", THINGS + "/login", "application/x-www-form-urlencoded", form.getBytes(UTF_8));
  }

  @Test
  void unknownFieldsOfAFormAreIgnored() {
    JerseyService.Answer answer = login("username=a%C3%A9+%2B&password=b&zzz=1&zzz=%ff");
    assertThat(answer.json().path("text").asText()).isEqualTo("aé +!");
  }

  @Test
  void errorsOfAFormAreReported() {
    assertThat(login("username=a&username=b&password=x%00").fields())
        .isEqualTo("username password");
    assertThat(login("username=%ff&password=%zz").fields()).isEqualTo("username password");
    assertThat(login("").fields().split(" ")).containsExactlyInAnyOrder("username", "password");
    assertThat(service.json("POST", THINGS + "/login", "{}").problem())
        .isEqualTo("415 unsupported_media_type");
  }

  @Test
  void anInterceptorRunsOnlyOnceTheFieldsAreValid() {
    assertThat(login("username=limited").problem()).isEqualTo("422 validation");
    JerseyService.Answer answer = login("username=limited&password=b");
    assertThat(answer.problem()).isEqualTo("429 too_many_requests");
    assertThat(answer.header("Retry-After")).isEqualTo("2");
  }

  @Test
  void aStalledBodyIsARequestTimeout() throws IOException {
    try (Socket socket = new Socket("localhost", service.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(head("Content-Length: 500"));
      socket.getOutputStream().write('{');
      assertThat(firstLine(socket)).contains(" 408 ");
    }
  }

  @Test
  void anUploadIsDecompressedAsItArrivesUpToItsLimit() throws IOException {
    String path = THINGS + "/import";
    byte[] line = "a,b\n".getBytes(UTF_8);
    String[] gzip = {"Content-Encoding", "gzip"};
    assertThat(service.bytes("POST", path, "text/csv", gzip(line), gzip).status()).isEqualTo(200);
    assertThat(service.bytes("POST", path, "text/csv", line, gzip).problem())
        .isEqualTo("400 bad_request");
    byte[] tooLong = gzip(new byte[2_000_001]);
    assertThat(service.bytes("POST", path, "text/csv", tooLong, gzip).problem())
        .isEqualTo("413 payload_too_large");
    assertThat(service.bytes("POST", path, "text/csv", new byte[2_000_000]).status())
        .isEqualTo(200);
  }
}
