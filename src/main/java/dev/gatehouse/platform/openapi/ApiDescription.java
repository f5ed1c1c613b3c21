package dev.gatehouse.platform.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gatehouse.platform.routing.Route;
import dev.gatehouse.platform.security.Permission;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Describes an API in OpenAPI 3.1, based on its resource classes. */
public final class ApiDescription {
  private static final String TOKEN_PATH = "/api/v1/auth/login";

  private static final String ABOUT =
      """
      Users and products on one PostgreSQL.

      JSON in UTF-8, names in snake_case, times as RFC 3339 in UTC. Bodies are strict: a member that is not \
      described here is rejected by a 422 that names it.

      Every response has an `X-Request-ID`; a request may set its own, 1 to 128 characters of \
      `A-Z a-z 0-9 . _ -`. Every error is a problem document (RFC 9457), whatever `Accept` says. Its \
      `code` is for programs and never changes, but new codes may be added. The response `default` of each \
      operation has what any request can get.

      Lists are paged: `next_cursor` leads to the next page, even after a short one, until it \
      is null. `ETag` with `If-None-Match` saves a reader the body; with `If-Match` it keeps a writer from overwriting the changes of another. \
      `Idempotency-Key` makes it safe to retry a POST.
      """;

  private final List<? extends Class<?>> resources;
  private final List<? extends Permission> permissions;
  private final String version;
  private final String root;

  /**
   * Describes what these classes serve.
   *
   * @param permissions the scopes that a sign-in may ask for
   * @param root the path under which clients find the API, empty for the root of a host
   */
  public ApiDescription(
      List<? extends Class<?>> resources,
      List<? extends Permission> permissions,
      String version,
      String root) {
    this.resources = List.copyOf(resources);
    this.permissions = List.copyOf(permissions);
    this.version = version;
    this.root = root;
  }

  /** Generates the description, which takes a while. */
  public ApiDocument write() {
    OpenAPI api = describe();
    try {
      return new ApiDocument(
          Json31.mapper().writeValueAsString(api), Yaml31.mapper().writeValueAsString(api));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OpenAPI describe() {
    List<Route> routes = Route.of(resources);
    OpenAPI api = head();
    Components components = api.getComponents();
    Map<String, Schema<?>> schemas = new LinkedHashMap<>();
    Headers headers = new Headers(components);
    Vocabulary vocabulary = new Vocabulary(routes);
    SchemaNames names = new SchemaNames();
    ResponseSchemas responseSchemas = new ResponseSchemas(vocabulary, names, schemas);
    RequestSchemas requestSchemas = new RequestSchemas(names, schemas);
    Operations operations =
        new Operations(
            vocabulary,
            new Parameters(vocabulary, requestSchemas),
            requestSchemas,
            responseSchemas,
            new ErrorResponses(components, schemas, headers, vocabulary, responseSchemas),
            headers,
            new Examples(schemas));
    Set<String> ids = new HashSet<>();
    for (Route route : routes) {
      Operation operation = operations.of(route);
      if (!ids.add(operation.getOperationId())) {
        throw new IllegalStateException(
            "Two routes have the id %s, one is %s: give the new one another in @Endpoint"
                .formatted(operation.getOperationId(), route.method()));
      }
      PathItem path = api.getPaths() == null ? null : api.getPaths().get(route.path());
      PathItem item = path == null ? new PathItem() : path;
      item.operation(PathItem.HttpMethod.valueOf(route.verb()), operation);
      api.path(route.path(), item);
    }
    schemas.forEach(components::addSchemas);
    tags(routes).forEach(api::addTagsItem);
    return api;
  }

  private Scopes scopes() {
    Scopes scopes = new Scopes();
    permissions.stream()
        .sorted(Comparator.comparing(Permission::text))
        .forEach(permission -> scopes.addString(permission.text(), permission.about()));
    return scopes;
  }

  private OpenAPI head() {
    Components components = new Components();
    components.addSecuritySchemes(
        Operations.PASSWORD,
        new SecurityScheme()
            .type(SecurityScheme.Type.OAUTH2)
            .description("Signs in with an e-mail address and a password.")
            .flows(
                new OAuthFlows()
                    .password(new OAuthFlow().tokenUrl(root + TOKEN_PATH).scopes(scopes()))));
    components.addSecuritySchemes(
        Operations.BEARER,
        new SecurityScheme()
            .type(SecurityScheme.Type.HTTP)
            .scheme("bearer")
            .bearerFormat("JWT")
            .description("The `access_token` of a sign-in."));
    components.addSecuritySchemes(
        Operations.CLIENT,
        new SecurityScheme()
            .type(SecurityScheme.Type.HTTP)
            .scheme("basic")
            .description(
                "The `client_id` of a service account, `sa-` and its id, and one of its API keys,"
                    + " both form-encoded (RFC 6749 section 2.3.1)."));
    return new OpenAPI(SpecVersion.V31)
        .openapi("3.1.0")
        .info(
            new Info()
                .title("Gatehouse")
                .version(version)
                .description(ABOUT)
                .contact(new Contact().name("The operator of this service"))
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        .addServersItem(new Server().url(root.isEmpty() ? "/" : root).description("This service"))
        .components(components);
  }

  private static List<Tag> tags(List<Route> routes) {
    Map<String, Tag> tags = new LinkedHashMap<>();
    Map<String, Integer> places = new HashMap<>();
    Comparator<Route> apiFirst = Comparator.comparing(route -> !route.path().startsWith("/api/"));
    for (Route route : routes.stream().sorted(apiFirst).toList()) {
      Section section = Vocabulary.sectionOf(route.resource());
      places.merge(section.name(), section.place(), Math::min);
      Tag tag = tags.computeIfAbsent(section.name(), name -> new Tag().name(name));
      if (!section.about().isEmpty()) {
        tag.setDescription(section.about());
      }
    }
    return tags.values().stream()
        .sorted(Comparator.comparing(tag -> places.get(tag.getName())))
        .toList();
  }
}
