package dev.gatehouse.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/**
 * One request and its answer as the inner layer sees them: the headers that Jersey is not shown
 * among them. Confined to the request's thread.
 */
final class Exchange {
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final RequestInfo info;
  private List<String> answers = List.of();

  Exchange(HttpServletRequest request, HttpServletResponse response, RequestInfo info) {
    this.request = request;
    this.response = response;
    this.info = info;
  }

  HttpServletRequest request() {
    return request;
  }

  HttpServletResponse response() {
    return response;
  }

  RequestInfo info() {
    return info;
  }

  /** The media types that the matched method can answer with. */
  List<String> answers() {
    return answers;
  }

  void answers(List<String> mediaTypes) {
    this.answers = mediaTypes;
  }
}
