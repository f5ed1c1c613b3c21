package dev.gatehouse.operations;

import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.openapi.ApiDescription;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Serves the OpenAPI document of all features, including this one. */
public final class OpenApiModule implements Feature {
  private final OpenApiResource resource;

  /**
   * Wires the OpenAPI document.
   *
   * @param publicUrl base URL for clients
   */
  public OpenApiModule(String version, String publicUrl, List<? extends Feature> features) {
    List<Class<?>> described = new ArrayList<>();
    features.forEach(
        feature -> feature.resources().forEach(resource -> described.add(resource.getClass())));
    described.add(OpenApiResource.class);
    this.resource =
        new OpenApiResource(
            new ApiDescription(
                described,
                features.stream().flatMap(feature -> feature.permissions().stream()).toList(),
                version,
                URI.create(publicUrl).getRawPath()));
  }

  @Override
  public List<Object> resources() {
    return List.of(resource);
  }
}
