package io.clusterboot.actuate.all;

/**
 * A scrape in one of the formats for Prometheus.
 *
 * @param contentType the format
 * @param body the scrape in that format
 * @since 0.1.0
 */
public record WrittenScrape(String contentType, byte[] body) {

}
