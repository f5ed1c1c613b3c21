package dev.gatehouse.pages;

import dev.gatehouse.platform.Feature;
import java.util.List;

/** Wires the pages. */
public final class PagesModule implements Feature {
  private final AccountPagesResource account;
  private final DocsResource docs;

  /**
   * The pages of a service.
   *
   * @param appName what they call it
   * @param publicUrl where browsers find them
   */
  public PagesModule(String appName, String publicUrl) {
    this.docs = new DocsResource(publicUrl);
    this.account = new AccountPagesResource(appName, publicUrl);
  }

  @Override
  public List<Object> resources() {
    return List.of(account, docs);
  }
}
