package dev.gatehouse.pages;

import dev.gatehouse.platform.Feature;
import java.util.List;

/** Wires the pages. */
public final class PagesModule implements Feature {
  private final DocsResource docs = new DocsResource();

  @Override
  public List<Object> resources() {
    return List.of(docs);
  }
}
