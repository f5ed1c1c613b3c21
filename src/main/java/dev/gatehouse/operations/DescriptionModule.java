package dev.gatehouse.operations;

import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.openapi.ApiDescription;
import java.util.ArrayList;
import java.util.List;

/** Describes what the other features serve, and itself. */
public final class DescriptionModule implements Feature {
  private static final String TOKEN_PATH = "/api/v1/auth/login";

  private final DescriptionResource resource;

  public DescriptionModule(String version, List<? extends Feature> features) {
    List<Class<?>> described = new ArrayList<>();
    features.forEach(
        feature -> feature.resources().forEach(resource -> described.add(resource.getClass())));
    described.add(DescriptionResource.class);
    this.resource = new DescriptionResource(new ApiDescription(described, version, TOKEN_PATH));
  }

  @Override
  public List<Object> resources() {
    return List.of(resource);
  }
}
