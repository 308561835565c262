package polyview.report;

/**
 * A part of the page.
 *
 * @param heading as text
 * @param html its content; nothing where the section is left out
 */
record Section(String heading, String html) {}
