package dev.gatehouse;

import static dev.gatehouse.ProductionClasses.CLASSES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.platform.problems.ProblemCode;
import dev.gatehouse.platform.routing.OAuthErrors;
import dev.gatehouse.platform.routing.Route;
import dev.gatehouse.testing.OpenApiContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the description of the API must say. How answers keep to it is seen wherever a test gets
 * one.
 */
class OpenApiDocumentTest {
  private static final String LISTED = "x-extensible-enum";

  /** What anybody may set of anything without a change in who may do what, or in what is sold. */
  private static final List<String> HARMLESS = List.of("full_name", "description", "name");

  private final JsonNode document = OpenApiContract.api().document();
  private final JsonNode schemas = document.path("components").path("schemas");

  @Test
  void everyCodeIsListed() {
    List<String> listed =
        texts(schemas.path("Problem").path("properties").path("code").path(LISTED));

    Lines.assertSame(
        "The enum of a code must be in codes of the @Section of a resource that refuses by it:",
        listed,
        constants(ProblemCode.class).map(ProblemCode::code).sorted().distinct().toList());
  }

  @Test
  void everyCodeBelongsToAResponse() {
    List<String> told = new ArrayList<>();
    document
        .path("components")
        .path("responses")
        .forEach(
            response ->
                response
                    .path("content")
                    .path("application/problem+json")
                    .path("examples")
                    .fieldNames()
                    .forEachRemaining(told::add));
    Route.of(OpenApiContract.resources()).stream()
        .map(route -> route.method().getAnnotation(OAuthErrors.class))
        .filter(Objects::nonNull)
        .forEach(errors -> told.addAll(List.of(errors.value())));

    List<String> untold =
        constants(ProblemCode.class).map(ProblemCode::code).distinct().sorted().toList().stream()
            .filter(code -> !told.contains(code))
            .toList();
    assertThat(untold)
        .as("codes that @ErrorCodes or @OAuthErrors of no method has: add each where it is thrown")
        .isEmpty();
  }

  @Test
  void everyOperationSaysOnceWhatAnyRequestCanGet() {
    JsonNode otherwise = document.at("/components/responses/default");
    JsonNode problems = otherwise.at("/content/application~1problem+json");

    assertThat(operations())
        .isNotEmpty()
        .map(operation -> operation.at("/responses/default/$ref").asText())
        .containsOnly("#/components/responses/default");
    assertThat(problems.at("/schema/$ref").asText()).isEqualTo("#/components/schemas/Problem");
    assertThat(problems.path("examples"))
        .map(example -> document.at(example.path("$ref").asText().substring(1)))
        .map(example -> example.at("/value/status").asInt())
        .contains(400, 405, 408, 413, 414, 417, 431, 501, 503, 505);
  }

  @Test
  void everyActionOfTheAuditTrailIsListed() {
    List<String> listed =
        texts(schemas.path("Entry").path("properties").path("action").path(LISTED));

    Lines.assertSame(
        "The enum of an action must be in terms of the @Section of a resource:",
        listed,
        constants(AuditAction.class).map(AuditAction::action).sorted().distinct().toList());
  }

  @Test
  void everyExampleIsOneOfItsSchema() {
    assertThat(OpenApiContract.api().faultsOfExamples())
        .as("examples of @Example that the constraints of their component refuse")
        .isEmpty();
  }

  @Test
  void everyTextThatIsSentHasAnExample() {
    List<String> without = new ArrayList<>();
    for (JsonNode content : document.findValues("requestBody")) {
      for (var media : content.path("content").properties()) {
        for (var member : media.getValue().path("example").properties()) {
          if (member.getValue().asText().equals("text")) {
            without.add(media.getValue().path("schema") + " " + member.getKey());
          }
        }
      }
    }
    assertThat(without).as("components of requests that need an @Example").isEmpty();
  }

  @Test
  void whatTriesAPatchOutChangesOneMemberThatDoesNoHarm() {
    List<JsonNode> examples = examples("/patch/requestBody/content");

    assertThat(examples).isNotEmpty();
    assertThat(examples)
        .as(
            "Examples of PATCHes, which readers of the docs send as they are. Give the record of a"
                + " new PATCH an @Example with one member; if anybody may change that member"
                + " without harm, add its name to HARMLESS of OpenApiDocumentTest")
        .extracting(example -> List.copyOf(example.properties()))
        .allSatisfy(
            members ->
                assertThat(members).singleElement().extracting(Map.Entry::getKey).isIn(HARMLESS));
  }

  @Test
  void whatTriesSigningUpOutHasNoMoreThanItTakes() {
    assertThat(document.at("/paths/~1api~1v1~1users").at("/post/requestBody/content"))
        .singleElement()
        .satisfies(
            media ->
                assertThat(media.path("example").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("email", "full_name", "password"));
  }

  @Test
  void whatProvesWhoAsksIsNobodysPassword() {
    String ofSignUp =
        document
            .at("/paths/~1api~1v1~1users/post/requestBody/content")
            .findPath("example")
            .path("password")
            .asText();

    assertThat(
            Stream.of("/post", "/put")
                .flatMap(verb -> examples(verb + "/requestBody/content").stream())
                .flatMap(example -> example.findValuesAsText("current_password").stream()))
        .hasSizeGreaterThan(3)
        .containsOnly("your current password")
        .doesNotContain(ofSignUp);
  }

  @Test
  void sectionsStandInTheOrderInWhichANewcomerNeedsThem() {
    assertThat(document.path("tags").findValuesAsText("name"))
        .startsWith("Signing in", "People", "Products")
        .doesNotHaveDuplicates();
  }

  @Test
  void whoeverSignsUpIsToldTheBounds() {
    JsonNode form = schemas.path("UserForm");
    JsonNode password = form.path("properties").path("password");
    JsonNode name = form.path("properties").path("full_name");

    assertThat(texts(form.path("required"))).containsExactly("email", "full_name", "password");
    assertThat(form.path("additionalProperties").asBoolean(true)).isFalse();
    assertThat(password.path("minLength").asInt()).isEqualTo(8);
    assertThat(password.path("maxLength").asInt()).isEqualTo(128);
    assertThat(name.path("minLength").asInt()).isEqualTo(1);
    assertThat(name.path("maxLength").asInt()).isEqualTo(100);
  }

  /** Go's generators call the function that makes an X NewX. */
  @Test
  void noSchemaIsNamedLikeTheFunctionThatMakesAnother() {
    List<String> names = new ArrayList<>();
    schemas.fieldNames().forEachRemaining(names::add);

    assertThat(names)
        .noneMatch(name -> names.contains(name.replaceFirst("^New", "")) && name.startsWith("New"));
  }

  @Test
  void theResultOfAnImportIsDescribedAndThatOfOtherJobsIsOpen() {
    JsonNode result = schemas.path("JobResult");

    assertThat(schemas.at("/Job/properties/result").findValuesAsText("$ref"))
        .containsExactly("#/components/schemas/JobResult");
    assertThat(result.path("properties").fieldNames())
        .toIterable()
        .containsExactly("created", "updated", "failed", "errors", "warnings", "ignored_columns");
    assertThat(result.path("additionalProperties").asBoolean()).isTrue();
    assertThat(schemas.at("/RowError/properties").fieldNames())
        .toIterable()
        .containsExactly("line", "last_line", "sku", "field", "message");
  }

  @Test
  void whatIsDownloadedIsAFile() {
    List<JsonNode> files =
        operations().stream()
            .map(operation -> operation.at("/responses/200"))
            .filter(response -> response.path("headers").has("Content-Disposition"))
            .flatMap(response -> response.path("content").findValues("schema").stream())
            .toList();

    assertThat(files)
        .hasSizeGreaterThan(1)
        .allSatisfy(schema -> assertThat(schema.path("format").asText()).isEqualTo("binary"));
  }

  @Test
  void everyOpenListOfValuesSaysThatItMayGrow() {
    assertThat(document.findParents(LISTED))
        .hasSizeGreaterThan(2)
        .allSatisfy(
            schema ->
                assertThat(schema.path("description").asText()).contains("more may be added"));
  }

  @Test
  void everyHeaderOfAResponseAndEveryMemberOfAProblemIsDescribed() {
    assertThat(document.at("/components/headers"))
        .hasSizeGreaterThan(9)
        .allSatisfy(header -> assertThat(header.path("description").asText()).isNotEmpty());
    for (String schema : List.of("Problem", "FieldError", "RowError", "JobResult")) {
      assertThat(schemas.path(schema).path("properties"))
          .as(schema)
          .allSatisfy(member -> assertThat(member.path("description").asText()).isNotEmpty());
    }
    assertThat(schemas.at("/Entry/properties/detail/description").asText()).isNotEmpty();
  }

  @Test
  void nullIsSaidToBePatchedInOnlyWhereItIs() {
    JsonNode patch = schemas.path("ProductPatch").path("properties");

    assertThat(texts(patch.path("stock").path("type"))).containsExactly("integer", "null");
    assertThat(patch.path("sku").path("type").asText()).isEqualTo("string");
    assertThat(schemas.path("ProductPatch").has("required")).isFalse();
  }

  @Test
  void theSecondStepOfASignInTellsNothingOfTheAccount() {
    JsonNode answers = document.at("/paths/~1api~1v1~1auth~1mfa/post/responses");

    assertThat(answers.has("401")).isTrue();
    // of a page that may not keep sessions in a cookie
    assertThat(answers.at("/403/$ref").asText()).endsWith("/403.forbidden");
  }

  @Test
  void whoMayUseARouteIsInItsSecurity() {
    JsonNode paths = document.path("paths");

    assertThat(paths.at("/~1api~1v1~1auth~1login/post/security")).isEmpty();
    assertThat(paths.at("/~1api~1v1~1products/get/security").get(0)).isEmpty();
    assertThat(paths.at("/~1api~1v1~1users~1me/get/security").get(0).has("bearer")).isTrue();
  }

  private List<JsonNode> operations() {
    List<JsonNode> operations = new ArrayList<>();
    for (JsonNode path : document.path("paths")) {
      path.forEach(operations::add);
    }
    return operations;
  }

  /** Of all operations, by where an operation's contents are beneath its path. */
  private List<JsonNode> examples(String pointer) {
    List<JsonNode> examples = new ArrayList<>();
    for (JsonNode path : document.path("paths")) {
      path.at(pointer).forEach(media -> examples.add(media.path("example")));
    }
    return examples;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static <T> Stream<T> constants(Class<T> type) {
    return CLASSES.stream()
        .filter(found -> found.isEnum() && found.isAssignableTo(type))
        .map(JavaClass::reflect)
        .flatMap(found -> Stream.of(found.getEnumConstants()))
        .map(type::cast);
  }
}
