package dev.gatehouse.pages;

import dev.gatehouse.platform.Feature;
import java.util.List;

public final class PagesModule implements Feature {
  private final AccountPagesResource account;
  private final DocsResource docs;

  /**
   * Wires the pages.
   *
   * @param appName the service's name on the pages
   * @param publicUrl base URL for browsers
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
