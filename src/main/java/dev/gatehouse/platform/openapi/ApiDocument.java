package dev.gatehouse.platform.openapi;

/** The description of the API as it is served. */
public record ApiDocument(String json, String yaml) {}
