package io.gwms.testkit.fake;

import io.gwms.testkit.http.FakeReply;

/** Answers of a server, or of something in front of it, that went wrong. */
public final class BrokenReplies {
    private BrokenReplies() {}

    /** A page for people. */
    public static FakeReply html(int status, String title) {
        return FakeReply.of(
                status,
                "text/html;charset=UTF-8",
                "<!DOCTYPE html><html><head><title>%1$s</title></head><body><h1>%1$s</h1></body></html>"
                        .formatted(title));
    }

    /** The first half of the text, in a reply that is whole to the transport. */
    public static FakeReply truncated(FakeReply whole) {
        String text = whole.bodyText();
        return FakeReply.json(whole.status(), text.substring(0, text.length() / 2));
    }

    /** Announced in full length; the connection closes half way through. */
    public static FakeReply torn(FakeReply whole) {
        return whole.cutAfter(whole.body().length / 2);
    }
}
