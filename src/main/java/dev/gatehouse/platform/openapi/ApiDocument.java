package dev.gatehouse.platform.openapi;

/** The description of the API in both formats. */
public record ApiDocument(String json, String yaml) {}
